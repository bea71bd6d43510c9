-- CreateTable
CREATE TABLE "service_account" (
    "id" UUID NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "service_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_account_scope" (
    "service_account_id" UUID NOT NULL,
    "permission_name" VARCHAR(40) NOT NULL,

    CONSTRAINT "service_account_scope_pkey" PRIMARY KEY ("service_account_id","permission_name")
);

-- CreateTable
CREATE TABLE "service_account_secret" (
    "id" UUID NOT NULL,
    "service_account_id" UUID NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "service_account_secret_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "service_account_secret_service_account_id_idx" ON "service_account_secret"("service_account_id");

-- AddForeignKey
ALTER TABLE "service_account_scope" ADD CONSTRAINT "service_account_scope_service_account_id_fkey" FOREIGN KEY ("service_account_id") REFERENCES "service_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_account_scope" ADD CONSTRAINT "service_account_scope_permission_name_fkey" FOREIGN KEY ("permission_name") REFERENCES "permission"("name") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_account_secret" ADD CONSTRAINT "service_account_secret_service_account_id_fkey" FOREIGN KEY ("service_account_id") REFERENCES "service_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Reference data: who may manage them.
INSERT INTO "permission" ("name") VALUES ('service-accounts:write');
INSERT INTO "role_permission" ("role_name", "permission_name") VALUES ('admin', 'service-accounts:write');
