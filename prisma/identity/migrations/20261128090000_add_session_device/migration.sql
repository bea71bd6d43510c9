-- AlterTable
ALTER TABLE "session" ADD COLUMN     "device" VARCHAR(80);
