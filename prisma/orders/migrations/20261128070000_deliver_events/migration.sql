-- DropIndex
DROP INDEX "outbox_unpublished";

-- AlterTable
-- Events that nobody has delivered yet keep their place: rows are numbered in the order in which they
-- were inserted.
ALTER TABLE "outbox" DROP CONSTRAINT "outbox_pkey",
    ADD COLUMN "position" BIGSERIAL NOT NULL,
    ADD COLUMN "partition_key" TEXT,
    ADD COLUMN "event" JSONB,
    ADD CONSTRAINT "outbox_pkey" PRIMARY KEY ("position");

UPDATE "outbox" SET
    "partition_key" = "aggregate_type" || '/' || "aggregate_id",
    "event" = jsonb_build_object(
        'specversion', '1.0',
        'id', "id",
        'source', '/services/orders',
        'type', 'causeway.orders.' || replace("event_type", '.', '-') || '.v1',
        'subject', "aggregate_id",
        'time', to_char("created_at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'datacontenttype', 'application/json',
        'partitionkey', "aggregate_type" || '/' || "aggregate_id",
        'sequence', "version"::text,
        'data', "payload"
    );

ALTER TABLE "outbox" ALTER COLUMN "partition_key" SET NOT NULL,
    ALTER COLUMN "event" SET NOT NULL,
    DROP COLUMN "id",
    DROP COLUMN "aggregate_type",
    DROP COLUMN "aggregate_id",
    DROP COLUMN "event_type",
    DROP COLUMN "version",
    DROP COLUMN "payload";

-- CreateTable
CREATE TABLE "inbox" (
    "consumer" TEXT NOT NULL,
    "event_id" UUID NOT NULL,
    "handled_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("consumer","event_id")
);

-- CreateTable
CREATE TABLE "dead_letter" (
    "id" BIGSERIAL NOT NULL,
    "consumer" TEXT NOT NULL,
    "event_id" UUID,
    "event" JSONB NOT NULL,
    "error" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "failed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "requeued_at" TIMESTAMPTZ(3),

    CONSTRAINT "dead_letter_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "inbox_by_age" ON "inbox"("handled_at");

-- CreateIndex
CREATE UNIQUE INDEX "dead_letter_consumer_event_id_key" ON "dead_letter"("consumer", "event_id");

-- CreateIndex
-- Consumers look for these all the time; there are none but for moments.
CREATE INDEX "dead_letter_requeued" ON "dead_letter"("consumer", "id") WHERE "requeued_at" IS NOT NULL;

-- CreateIndex
-- For the relay: holds only what is still to be published, however many events there have been.
CREATE INDEX "outbox_unpublished" ON "outbox"("position") WHERE "published_at" IS NULL;

-- CreateIndex
-- For the retention: holds only what may be deleted some day.
CREATE INDEX "outbox_published" ON "outbox"("published_at") WHERE "published_at" IS NOT NULL;
