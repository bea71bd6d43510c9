-- AlterTable
ALTER TABLE "sandbox_payment" ADD COLUMN     "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- CreateIndex
-- For the retention: holds only what may be deleted some day. A datamodel cannot say so: Prisma's engine
-- leaves partial indexes alone.
CREATE INDEX "sandbox_payment_finished" ON "sandbox_payment"("updated_at")
    WHERE "state" IN ('DECLINED', 'REFUSED', 'VOIDED', 'REFUNDED');

-- Rows about which nothing is to be asked any more were kept, some of them with a token.
DELETE FROM "payment_ask" USING "customer_order"
WHERE "customer_order"."id" = "payment_ask"."order_id" AND "payment_ask"."due_at" IS NULL
    AND NOT ("customer_order"."status" = 'PENDING' AND "customer_order"."payment" = 'NOT_ASKED');
