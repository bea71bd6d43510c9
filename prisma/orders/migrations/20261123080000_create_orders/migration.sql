-- CreateEnum
CREATE TYPE "order_status" AS ENUM ('PENDING', 'CONFIRMED', 'FULFILLED', 'REJECTED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "currency_code" AS ENUM ('EUR', 'USD', 'GBP');

-- CreateTable
CREATE TABLE "cart" (
    "user_id" UUID NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cart_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "cart_line" (
    "user_id" UUID NOT NULL,
    "variant_id" UUID NOT NULL,
    "quantity" SMALLINT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cart_line_pkey" PRIMARY KEY ("user_id","variant_id"),
    CONSTRAINT "cart_line_quantity_in_range" CHECK ("quantity" BETWEEN 1 AND 99)
);

-- CreateTable
CREATE TABLE "customer_order" (
    "id" UUID NOT NULL,
    "number" BIGSERIAL NOT NULL,
    "user_id" UUID NOT NULL,
    "status" "order_status" NOT NULL,
    "currency" "currency_code" NOT NULL,
    "items_total_minor" INTEGER NOT NULL,
    "shipping_total_minor" INTEGER NOT NULL,
    "total_minor" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customer_order_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "customer_order_items_total_not_negative" CHECK ("items_total_minor" >= 0),
    CONSTRAINT "customer_order_shipping_total_not_negative" CHECK ("shipping_total_minor" >= 0),
    CONSTRAINT "customer_order_total_adds_up" CHECK (
        "total_minor" = "items_total_minor" + "shipping_total_minor"
    ),
    CONSTRAINT "customer_order_version_positive" CHECK ("version" > 0)
);

-- CreateTable
CREATE TABLE "order_line" (
    "order_id" UUID NOT NULL,
    "position" SMALLINT NOT NULL,
    "variant_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "sku" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "quantity" SMALLINT NOT NULL,
    "unit_price_minor" INTEGER NOT NULL,

    CONSTRAINT "order_line_pkey" PRIMARY KEY ("order_id","position"),
    CONSTRAINT "order_line_quantity_positive" CHECK ("quantity" > 0),
    CONSTRAINT "order_line_unit_price_not_negative" CHECK ("unit_price_minor" >= 0)
);

-- CreateTable
CREATE TABLE "order_transition" (
    "order_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "from" "order_status",
    "to" "order_status" NOT NULL,
    "reason" TEXT,
    "by" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "order_transition_pkey" PRIMARY KEY ("order_id","version"),
    -- Which transitions are allowed is the service's to know; that only the first has no origin is not.
    CONSTRAINT "order_transition_first_places" CHECK (("version" = 1) = ("from" IS NULL))
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "user_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "order_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("user_id","key")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" UUID NOT NULL,
    "aggregate_type" TEXT NOT NULL,
    "aggregate_id" UUID NOT NULL,
    "event_type" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
-- Half-empty pages: its rows are updated with every order, in place if there is room on their page.
CREATE TABLE "purchase_count" (
    "variant_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "quantity" BIGINT NOT NULL,

    CONSTRAINT "purchase_count_pkey" PRIMARY KEY ("variant_id"),
    CONSTRAINT "purchase_count_not_negative" CHECK ("quantity" >= 0)
) WITH (fillfactor = 50);

-- CreateIndex
CREATE UNIQUE INDEX "customer_order_number_key" ON "customer_order"("number");

-- CreateIndex
CREATE INDEX "customer_order_of_user" ON "customer_order"("user_id", "placed_at", "id");

-- CreateIndex
CREATE INDEX "customer_order_newest" ON "customer_order"("placed_at", "id");

-- CreateIndex
CREATE INDEX "customer_order_by_status" ON "customer_order"("status", "placed_at", "id");

-- CreateIndex
CREATE INDEX "purchase_count_of_product" ON "purchase_count"("product_id");

-- CreateIndex
-- Holds only what is still to be delivered, however many events there have been. A datamodel cannot
-- say so: Prisma's engine leaves partial indexes alone.
CREATE INDEX "outbox_unpublished" ON "outbox"("id") WHERE "published_at" IS NULL;

-- AddForeignKey
ALTER TABLE "cart_line" ADD CONSTRAINT "cart_line_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "cart"("user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "customer_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_transition" ADD CONSTRAINT "order_transition_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "customer_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
-- Checked at the end of the transaction: the key is inserted before its order.
ALTER TABLE "idempotency_key" ADD CONSTRAINT "idempotency_key_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "customer_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- The number is for people, and looks odd with one digit.
ALTER SEQUENCE "customer_order_number_seq" RESTART WITH 100001;
