-- CreateIndex
CREATE INDEX CONCURRENTLY "idempotency_key_by_age" ON "idempotency_key"("created_at");
