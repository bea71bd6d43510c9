-- AlterTable
-- Which records are done: batches are written at once, and end in any order.
ALTER TABLE "product_import" ADD COLUMN "done" INT4MULTIRANGE NOT NULL DEFAULT '{}';

UPDATE "product_import" SET "done" = int4multirange(int4range(1, "records" + 1));
