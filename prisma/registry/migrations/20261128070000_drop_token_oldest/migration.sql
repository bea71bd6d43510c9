-- DropIndex
DROP INDEX "token_oldest";
