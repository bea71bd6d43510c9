-- AlterTable
ALTER TABLE "user_account" ADD COLUMN     "email_verified_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "account_mail" (
    "kind" VARCHAR(20) NOT NULL,
    "email_normalized" VARCHAR(254) NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "account_mail_pkey" PRIMARY KEY ("email_normalized","kind")
);

-- CreateTable
CREATE TABLE "account_token" (
    "token_hash" BYTEA NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" VARCHAR(20) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_token_pkey" PRIMARY KEY ("user_id","kind")
);

-- CreateIndex
CREATE INDEX "account_mail_due_at_idx" ON "account_mail"("due_at");

-- CreateIndex
CREATE INDEX "account_mail_requested_at_idx" ON "account_mail"("requested_at");

-- CreateIndex
CREATE UNIQUE INDEX "account_token_token_hash_key" ON "account_token"("token_hash");

-- AddForeignKey
ALTER TABLE "account_token" ADD CONSTRAINT "account_token_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
