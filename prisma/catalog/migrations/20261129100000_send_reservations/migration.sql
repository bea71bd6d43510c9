-- AlterEnum
ALTER TYPE "reservation_state" ADD VALUE 'SENT';
