-- Those that ended at the same instant are told in the order of their ids, since there may be more than one answer holds.
CREATE INDEX CONCURRENTLY "session_revoked_at_id_idx" ON "session"("revoked_at", "id") WHERE "revoked_at" IS NOT NULL;
