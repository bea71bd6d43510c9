-- CreateEnum
CREATE TYPE "payment_state" AS ENUM ('NOT_ASKED', 'AUTHORISING', 'AUTHORISED', 'DECLINED', 'CAPTURING', 'CAPTURED', 'VOIDING', 'VOIDED', 'REFUNDING', 'REFUNDED');

-- CreateEnum
CREATE TYPE "sandbox_payment_state" AS ENUM ('PENDING', 'AUTHORISED', 'DECLINED', 'CAPTURED', 'REFUSED', 'VOIDED', 'REFUNDED');

-- AlterTable
-- The shop took no payments before, so nothing was asked of anybody.
ALTER TABLE "customer_order" ADD COLUMN     "payment" "payment_state" NOT NULL DEFAULT 'NOT_ASKED',
ADD COLUMN     "rejection" JSONB;

-- Orders were refused by people only.
UPDATE "customer_order" SET "rejection" = '{"kind": "by-shop"}' WHERE "status" = 'REJECTED';

ALTER TABLE "customer_order" ADD CONSTRAINT "customer_order_rejection_if_rejected" CHECK (
    ("status" = 'REJECTED') = ("rejection" IS NOT NULL)
);

-- CreateTable
CREATE TABLE "payment_ask" (
    "order_id" UUID NOT NULL,
    "token" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_ask_pkey" PRIMARY KEY ("order_id")
);

-- CreateTable
CREATE TABLE "sandbox_payment" (
    "key" UUID NOT NULL,
    "state" "sandbox_payment_state" NOT NULL,
    "token" TEXT,
    "decline_code" TEXT,
    "amount_minor" INTEGER,
    "currency" "currency_code",
    "settles_at" TIMESTAMPTZ(3),

    CONSTRAINT "sandbox_payment_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
-- Holds only what is to be asked, however many orders there have been. A datamodel cannot say so:
-- Prisma's engine leaves partial indexes alone.
CREATE INDEX "payment_ask_due" ON "payment_ask"("due_at") WHERE "due_at" IS NOT NULL;

-- AddForeignKey
ALTER TABLE "payment_ask" ADD CONSTRAINT "payment_ask_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "customer_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
