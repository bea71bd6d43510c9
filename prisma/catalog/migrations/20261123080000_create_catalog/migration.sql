-- CreateEnum
CREATE TYPE "product_status" AS ENUM ('DRAFT', 'ACTIVE', 'ARCHIVED');

-- CreateEnum
CREATE TYPE "currency_code" AS ENUM ('EUR', 'USD', 'GBP');

-- CreateTable
CREATE TABLE "category" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "parent_id" UUID,
    "path" UUID[] NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "category_pkey" PRIMARY KEY ("id"),
    -- The path ends in the category, after its parent; the path of the parent is the writer's duty.
    CONSTRAINT "category_path_ends_here" CHECK ("path"[cardinality("path")] = "id"),
    CONSTRAINT "category_path_follows_parent" CHECK (
        "path"[cardinality("path") - 1] IS NOT DISTINCT FROM "parent_id"
    )
);

-- CreateTable
CREATE TABLE "product" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    -- The order of titles is the same on every server, whatever locale its database was made with.
    "title" TEXT COLLATE "und-x-icu" NOT NULL,
    "description" TEXT NOT NULL,
    "status" "product_status" NOT NULL,
    "category_id" UUID NOT NULL,
    "currency" "currency_code" NOT NULL,
    "price_from_minor" INTEGER NOT NULL,
    "attributes" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    -- Generated, so that no writer can forget it. To Prisma it is an Unsupported column: it is left
    -- out of the client, and the next diff leaves it alone.
    "search" tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('english', "title"), 'A') ||
        setweight(jsonb_to_tsvector('english', "attributes", '["string"]'), 'B') ||
        setweight(to_tsvector('english', "description"), 'C')
    ) STORED,

    CONSTRAINT "product_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "product_price_from_not_negative" CHECK ("price_from_minor" >= 0),
    CONSTRAINT "product_version_positive" CHECK ("version" > 0),
    CONSTRAINT "product_attributes_object" CHECK (jsonb_typeof("attributes") = 'object')
);

-- CreateTable
CREATE TABLE "variant" (
    "id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "sku" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "price_minor" INTEGER NOT NULL,
    "weight_grams" INTEGER NOT NULL,
    "attributes" JSONB NOT NULL,
    "stock" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "variant_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "variant_price_not_negative" CHECK ("price_minor" >= 0),
    CONSTRAINT "variant_weight_positive" CHECK ("weight_grams" > 0),
    CONSTRAINT "variant_stock_not_negative" CHECK ("stock" >= 0),
    CONSTRAINT "variant_attributes_object" CHECK (jsonb_typeof("attributes") = 'object')
);

-- CreateIndex
CREATE UNIQUE INDEX "category_slug_key" ON "category"("slug");

-- CreateIndex
CREATE INDEX "category_children" ON "category"("parent_id", "position");

-- CreateIndex
CREATE INDEX "category_subtree" ON "category" USING GIN ("path");

-- CreateIndex
CREATE UNIQUE INDEX "product_slug_key" ON "product"("slug");

-- CreateIndex
CREATE INDEX "product_newest" ON "product"("status", "created_at", "id");

-- CreateIndex
CREATE INDEX "product_price" ON "product"("status", "price_from_minor", "id");

-- CreateIndex
CREATE INDEX "product_title" ON "product"("status", "title", "id");

-- CreateIndex
CREATE INDEX "product_category_newest" ON "product"("category_id", "status", "created_at", "id");

-- CreateIndex
CREATE INDEX "product_category_price" ON "product"("category_id", "status", "price_from_minor", "id");

-- CreateIndex
CREATE INDEX "product_category_title" ON "product"("category_id", "status", "title", "id");

-- CreateIndex
CREATE INDEX "product_attributes" ON "product" USING GIN ("attributes" jsonb_path_ops);

-- CreateIndex
CREATE INDEX "product_search" ON "product" USING GIN ("search");

-- CreateIndex
CREATE UNIQUE INDEX "variant_sku_key" ON "variant"("sku");

-- CreateIndex
CREATE UNIQUE INDEX "variant_place" ON "variant"("product_id", "position");

-- AddForeignKey
ALTER TABLE "category" ADD CONSTRAINT "category_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product" ADD CONSTRAINT "product_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "variant" ADD CONSTRAINT "variant_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE CASCADE ON UPDATE CASCADE;
