-- CreateEnum
CREATE TYPE "version_cause" AS ENUM ('PUBLISH', 'DELETE', 'ROLLBACK', 'CONTRACT');

-- CreateEnum
CREATE TYPE "audit_outcome" AS ENUM ('DONE', 'REFUSED');

-- CreateTable
CREATE TABLE "graph" (
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "graph_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "variant" (
    "ref" TEXT NOT NULL,
    "graph_name" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "current" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "variant_pkey" PRIMARY KEY ("ref")
);

-- CreateTable
CREATE TABLE "schema_text" (
    "hash" CHAR(64) NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "schema_text_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "subgraph_publish" (
    "id" BIGSERIAL NOT NULL,
    "ref" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "routing_url" TEXT NOT NULL,
    "sdl_hash" CHAR(64) NOT NULL,
    "revision" TEXT,
    "published_by" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "subgraph_publish_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "version" (
    "ref" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "cause" "version_cause" NOT NULL,
    "changed_subgraphs" TEXT[],
    "restores" INTEGER,
    "reason" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "supergraph_hash" CHAR(64) NOT NULL,
    "api_hash" CHAR(64) NOT NULL,

    CONSTRAINT "version_pkey" PRIMARY KEY ("ref","number")
);

-- CreateTable
CREATE TABLE "version_subgraph" (
    "ref" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "publish_id" BIGINT NOT NULL,

    CONSTRAINT "version_subgraph_pkey" PRIMARY KEY ("ref","number","publish_id")
);

-- CreateTable
CREATE TABLE "token" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "grants" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "graph_name" TEXT NOT NULL,
    "ref" TEXT,
    "outcome" "audit_outcome" NOT NULL,
    "summary" TEXT NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gateway_state" (
    "ref" TEXT NOT NULL,
    "instance" TEXT NOT NULL,
    "serving" INTEGER,
    "refused_number" INTEGER,
    "refused_reason" TEXT,
    "refused_at" TIMESTAMPTZ(3),
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "gateway_state_pkey" PRIMARY KEY ("ref","instance")
);

-- CreateIndex
CREATE UNIQUE INDEX "variant_graph_name_name_key" ON "variant"("graph_name", "name");

-- CreateIndex
CREATE UNIQUE INDEX "subgraph_publish_ref_name_number_key" ON "subgraph_publish"("ref", "name", "number");

-- CreateIndex
CREATE UNIQUE INDEX "token_secret_hash_key" ON "token"("secret_hash");

-- CreateIndex
CREATE INDEX "token_oldest" ON "token"("created_at", "id");

-- CreateIndex
CREATE INDEX "audit_entry_newest" ON "audit_entry"("graph_name", "id");

-- CreateIndex
CREATE INDEX "gateway_state_seen" ON "gateway_state"("ref", "seen_at");

-- AddForeignKey
ALTER TABLE "variant" ADD CONSTRAINT "variant_graph_name_fkey" FOREIGN KEY ("graph_name") REFERENCES "graph"("name") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subgraph_publish" ADD CONSTRAINT "subgraph_publish_ref_fkey" FOREIGN KEY ("ref") REFERENCES "variant"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subgraph_publish" ADD CONSTRAINT "subgraph_publish_sdl_hash_fkey" FOREIGN KEY ("sdl_hash") REFERENCES "schema_text"("hash") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version" ADD CONSTRAINT "version_ref_fkey" FOREIGN KEY ("ref") REFERENCES "variant"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version" ADD CONSTRAINT "version_supergraph_hash_fkey" FOREIGN KEY ("supergraph_hash") REFERENCES "schema_text"("hash") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version" ADD CONSTRAINT "version_api_hash_fkey" FOREIGN KEY ("api_hash") REFERENCES "schema_text"("hash") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version_subgraph" ADD CONSTRAINT "version_subgraph_ref_number_fkey" FOREIGN KEY ("ref", "number") REFERENCES "version"("ref", "number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version_subgraph" ADD CONSTRAINT "version_subgraph_publish_id_fkey" FOREIGN KEY ("publish_id") REFERENCES "subgraph_publish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gateway_state" ADD CONSTRAINT "gateway_state_ref_fkey" FOREIGN KEY ("ref") REFERENCES "variant"("ref") ON DELETE CASCADE ON UPDATE CASCADE;

-- History is written once. The service's role has no right to drop a trigger, so that whoever takes the
-- service over cannot rewrite what was published, served or done.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of "%" never change', TG_TABLE_NAME;
END $$;

CREATE TRIGGER "schema_text_is_kept" BEFORE UPDATE OR DELETE ON "schema_text"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "subgraph_publish_is_kept" BEFORE UPDATE OR DELETE ON "subgraph_publish"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "version_is_kept" BEFORE UPDATE OR DELETE ON "version"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "version_subgraph_is_kept" BEFORE UPDATE OR DELETE ON "version_subgraph"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "audit_entry_is_kept" BEFORE UPDATE OR DELETE ON "audit_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- Whoever waits for the next version hears of it when it is committed, in each process of the service.
CREATE FUNCTION "tell_of_version"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('registry_version', NEW."ref");
  RETURN NULL;
END $$;

CREATE TRIGGER "variant_has_version" AFTER UPDATE OF "current" ON "variant"
  FOR EACH ROW EXECUTE FUNCTION "tell_of_version"();
