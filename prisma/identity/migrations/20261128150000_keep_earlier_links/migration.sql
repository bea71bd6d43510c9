-- An account keeps the earlier links that it was sent until they expire: who asks for another does not take
-- somebody's link away. Processes of the version before cannot store a link any more: their mail stays in the
-- outbox for those of this one.
ALTER TABLE "account_token" DROP CONSTRAINT "account_token_pkey";
DROP INDEX "account_token_token_hash_key";
ALTER TABLE "account_token" ADD CONSTRAINT "account_token_pkey" PRIMARY KEY ("token_hash");

-- CreateIndex
CREATE INDEX "account_token_user_id_kind_expires_at_idx" ON "account_token"("user_id", "kind", "expires_at");
