-- CreateEnum
CREATE TYPE "operation_type" AS ENUM ('QUERY', 'MUTATION', 'SUBSCRIPTION');

-- CreateEnum
CREATE TYPE "check_status" AS ENUM ('PASSED', 'FAILED');

-- CreateTable
CREATE TABLE "recorded_operation" (
    "ref" TEXT NOT NULL,
    "id" CHAR(64) NOT NULL,
    "name" TEXT,
    "type" "operation_type" NOT NULL,
    "document" TEXT NOT NULL,
    "coordinates" TEXT[],
    "first_seen" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "recorded_operation_pkey" PRIMARY KEY ("ref","id")
);

-- CreateTable
CREATE TABLE "operation_usage" (
    "ref" TEXT NOT NULL,
    "operation_id" CHAR(64) NOT NULL,
    "client_name" TEXT NOT NULL,
    "client_version" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "count" BIGINT NOT NULL,
    "error_count" BIGINT NOT NULL,
    "last_seen" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "operation_usage_pkey" PRIMARY KEY ("ref","operation_id","client_name","client_version","hour")
);

-- CreateTable
CREATE TABLE "usage_report" (
    "ref" TEXT NOT NULL,
    "key" UUID NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "usage_report_pkey" PRIMARY KEY ("ref","key")
);

-- CreateTable
CREATE TABLE "check" (
    "id" BIGSERIAL NOT NULL,
    "ref" TEXT NOT NULL,
    "subgraph" TEXT NOT NULL,
    "status" "check_status" NOT NULL,
    "compared_with" INTEGER,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revision" TEXT,
    "result" JSONB NOT NULL,

    CONSTRAINT "check_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "recorded_operation_uses" ON "recorded_operation" USING GIN ("coordinates");

-- CreateIndex
CREATE INDEX "operation_usage_oldest" ON "operation_usage"("hour");

-- CreateIndex
CREATE INDEX "usage_report_oldest" ON "usage_report"("received_at");

-- CreateIndex
CREATE INDEX "check_newest" ON "check"("ref", "id");

-- AddForeignKey
ALTER TABLE "check" ADD CONSTRAINT "check_ref_fkey" FOREIGN KEY ("ref") REFERENCES "variant"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;
