-- Sessions in the order in which they were ended: gateways ask twice a second which have been of late.
CREATE INDEX CONCURRENTLY "session_revoked_at_idx" ON "session"("revoked_at") WHERE "revoked_at" IS NOT NULL;
