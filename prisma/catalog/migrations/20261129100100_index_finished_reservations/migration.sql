-- For the retention: holds only what may be deleted some day.
CREATE INDEX CONCURRENTLY "reservation_finished" ON "reservation"("updated_at") WHERE "state" NOT IN ('HELD', 'SOLD');
