-- CreateEnum
CREATE TYPE "reservation_state" AS ENUM ('HELD', 'SHORT', 'SOLD', 'RELEASED', 'EXPIRED', 'RETURNED');

-- CreateTable
CREATE TABLE "reservation" (
    "order_id" UUID NOT NULL,
    "state" "reservation_state" NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reservation_pkey" PRIMARY KEY ("order_id"),
    CONSTRAINT "reservation_version_positive" CHECK ("version" > 0),
    CONSTRAINT "reservation_expires_while_held" CHECK (
        ("state" = 'HELD') = ("expires_at" IS NOT NULL)
    )
);

-- CreateTable
CREATE TABLE "reservation_line" (
    "order_id" UUID NOT NULL,
    "variant_id" UUID NOT NULL,
    "quantity" INTEGER NOT NULL,

    CONSTRAINT "reservation_line_pkey" PRIMARY KEY ("order_id","variant_id"),
    CONSTRAINT "reservation_line_quantity_positive" CHECK ("quantity" > 0)
);

-- CreateIndex
-- Holds only what is held, however many reservations there have been. A datamodel cannot say so:
-- Prisma's engine leaves partial indexes alone.
CREATE INDEX "reservation_expiring" ON "reservation"("expires_at") WHERE "expires_at" IS NOT NULL;

-- AddForeignKey
ALTER TABLE "reservation_line" ADD CONSTRAINT "reservation_line_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "reservation"("order_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reservation_line" ADD CONSTRAINT "reservation_line_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
