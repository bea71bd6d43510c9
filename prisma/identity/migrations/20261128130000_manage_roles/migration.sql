-- CreateEnum
CREATE TYPE "access_action" AS ENUM ('ROLE_CREATED', 'ROLE_UPDATED', 'ROLE_DELETED', 'ROLE_ASSIGNED', 'ROLE_REVOKED', 'PERMISSION_CREATED', 'PERMISSION_DELETED');

-- AlterTable
ALTER TABLE "permission" ADD COLUMN     "description" VARCHAR(200) NOT NULL DEFAULT '',
ADD COLUMN     "is_built_in" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "role" ADD COLUMN     "description" VARCHAR(200) NOT NULL DEFAULT '',
ADD COLUMN     "is_built_in" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "access_change" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" UUID NOT NULL,
    "action" "access_action" NOT NULL,
    "user_id" UUID,
    "role_name" VARCHAR(40),
    "permission_name" VARCHAR(40),
    "before" JSONB,
    "after" JSONB,
    "request_id" VARCHAR(200) NOT NULL,

    CONSTRAINT "access_change_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "access_change_of_user" ON "access_change"("user_id", "id");

-- CreateIndex
CREATE INDEX "access_change_of_role" ON "access_change"("role_name", "id");

-- History is written once. The service's role has no right to drop a trigger, so that whoever takes the
-- service over cannot rewrite who was given what.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of "%" never change', TG_TABLE_NAME;
END $$;

CREATE TRIGGER "access_change_is_kept" BEFORE UPDATE OR DELETE ON "access_change"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- What the services ask for is built in: it can be given and taken, but neither made nor deleted.
INSERT INTO "permission" ("name") VALUES ('roles:read');
INSERT INTO "role_permission" ("role_name", "permission_name") VALUES ('admin', 'roles:read');

UPDATE "permission" SET "is_built_in" = true, "description" = words.description
FROM (VALUES
    ('users:read', 'See the addresses and roles of all users.'),
    ('roles:read', 'See roles, permissions and who changed them.'),
    ('roles:write', 'Make roles, and give and take them, as far as one holds them oneself.'),
    ('service-accounts:write', 'Make service accounts, as far as one holds their scopes oneself.'),
    ('catalog:write', 'Keep products and prices, and see drafts.'),
    ('stock:write', 'Change the stock.'),
    ('orders:read', 'See everybody''s orders.'),
    ('orders:write', 'Move orders on, or end them.')
) AS words (name, description)
WHERE "permission"."name" = words.name;

UPDATE "role" SET "is_built_in" = true, "description" = words.description
FROM (VALUES
    ('customer', 'Buys.'),
    ('support', 'Answers customers.'),
    ('merchandiser', 'Keeps the catalogue.'),
    ('warehouse', 'Ships.'),
    ('admin', 'Runs the shop: holds every permission, always.')
) AS words (name, description)
WHERE "role"."name" = words.name;
