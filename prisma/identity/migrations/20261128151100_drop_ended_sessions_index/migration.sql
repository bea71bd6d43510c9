-- session_revoked_at_id_idx serves what this one did.
DROP INDEX CONCURRENTLY "session_revoked_at_idx";
