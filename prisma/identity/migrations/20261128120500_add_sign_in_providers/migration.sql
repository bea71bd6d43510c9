-- AlterTable
ALTER TABLE "user_account" ALTER COLUMN "password_hash" DROP NOT NULL;

-- CreateTable
CREATE TABLE "linked_identity" (
    "issuer" VARCHAR(255) NOT NULL,
    "subject" VARCHAR(255) NOT NULL,
    "user_id" UUID NOT NULL,
    "provider" VARCHAR(40) NOT NULL,
    "email" VARCHAR(254),
    "linked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "linked_identity_pkey" PRIMARY KEY ("issuer","subject")
);

-- CreateTable
CREATE TABLE "provider_flow" (
    "token_hash" BYTEA NOT NULL,
    "provider" VARCHAR(40) NOT NULL,
    "redirect_uri" VARCHAR(2048) NOT NULL,
    "session_id" UUID,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "provider_flow_pkey" PRIMARY KEY ("token_hash")
);

-- CreateIndex
CREATE UNIQUE INDEX "linked_identity_user_id_provider_key" ON "linked_identity"("user_id", "provider");

-- CreateIndex
CREATE INDEX "provider_flow_expires_at_idx" ON "provider_flow"("expires_at");

-- AddForeignKey
ALTER TABLE "linked_identity" ADD CONSTRAINT "linked_identity_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
