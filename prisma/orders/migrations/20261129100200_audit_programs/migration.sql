-- AlterTable
ALTER TABLE "order_transition" ADD COLUMN     "by_program" TEXT,
    ADD CONSTRAINT "order_transition_by_one" CHECK ("by" IS NULL OR "by_program" IS NULL);
