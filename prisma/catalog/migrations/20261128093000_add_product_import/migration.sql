-- CreateTable
CREATE TABLE "product_import" (
    "file_sha256" TEXT NOT NULL,
    "records" INTEGER NOT NULL DEFAULT 0,
    "created" INTEGER NOT NULL DEFAULT 0,
    "updated" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "report_bytes" BIGINT NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "product_import_pkey" PRIMARY KEY ("file_sha256"),
    CONSTRAINT "product_import_adds_up" CHECK ("records" = "created" + "updated" + "unchanged" + "refused")
);
