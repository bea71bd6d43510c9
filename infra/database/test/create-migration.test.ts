import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createMigration, diffToDatamodel, migrate, services } from '@causeway/database';
import { describe, expect, inject, test } from 'vitest';
import { useThrowawayService } from './throwaway-service.ts';

const now = new Date('2026-03-04T05:06:07Z');

const note = `model Note {
  id    String @id @db.Uuid
  title String
}
`;

/** All that catalogues need and a datamodel cannot, or can barely, say. */
const article = `enum Status {
  DRAFT
  ACTIVE
}

model Article {
  id        String                   @id @db.Uuid
  title     String
  status    Status                   @default(DRAFT)
  tags      String[]
  changedAt DateTime                 @default(now()) @map("changed_at") @db.Timestamptz(3)
  search    Unsupported("tsvector")? @default(dbgenerated())
  facts     Json

  @@index([facts(ops: JsonbPathOps)], type: Gin)
  @@index([search], type: Gin, map: "article_search")
  @@index([title(ops: raw("gin_trgm_ops"))], type: Gin, map: "article_title_like")
  @@index([changedAt(sort: Desc)], map: "article_active", where: raw("status = 'ACTIVE'"))
}
`;

describe('a new migration', () => {
  const current = useThrowawayService();
  const create = (name: string, more: { allowEmpty?: boolean } = {}) =>
    createMigration({ ...current(), shadowAdminUrl: inject('adminUrl'), name, now, ...more });

  test('leads from an empty folder to the datamodel, without making the schema', async () => {
    const { folder, writeDatamodel } = current();
    await writeDatamodel(note);
    const created = await create('Create notes!');
    expect(created?.sql).toBe(
      `-- CreateTable
CREATE TABLE "Note" (
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,

    CONSTRAINT "Note_pkey" PRIMARY KEY ("id")
);
`,
    );
    const file = join(folder, 'migrations', '20260304050607_create_notes', 'migration.sql');
    expect(created?.file).toBe(file);
    expect(await readFile(file, 'utf8')).toBe(created?.sql);
    const lock = await readFile(join(folder, 'migrations', 'migration_lock.toml'), 'utf8');
    expect(lock).toContain('provider = "postgresql"');
  });

  test('is not written when nothing changed, unless an empty one is wanted', async () => {
    const { folder } = current();
    expect(await create('nothing')).toBeNull();
    const created = await create('by hand', { allowEmpty: true });
    expect(created?.sql).toMatch(/^--/);
    // The clock stands still here, as it may between two machines: names keep their order.
    expect(basename(dirname(created?.file ?? ''))).toBe('20260304050608_by_hand');
    expect(await readdir(join(folder, 'migrations'))).toHaveLength(3);
  });

  test('holds only what changed, and applies', async () => {
    const { writeDatamodel, query, appUrl } = current();
    await writeDatamodel(note.replace('title String', 'title String\n  stars Int @default(0)'));
    const created = await create('stars');
    expect(created?.sql).toBe(
      `-- AlterTable
ALTER TABLE "Note" ADD COLUMN     "stars" INTEGER NOT NULL DEFAULT 0;
`,
    );
    expect((await migrate(current())).applied).toHaveLength(3);
    expect((await query(appUrl, 'SELECT stars FROM "Note"')).rows).toEqual([]);
  });

  test('needs a name', async () => {
    await expect(create('…')).rejects.toMatchObject({ code: 'MIGRATION_NAME_INVALID' });
  });

  test('of a datamodel with a mistake says what it is', async () => {
    const { writeDatamodel } = current();
    await writeDatamodel('model Note {\n  id Strin @id\n}\n');
    await expect(create('mistake')).rejects.toMatchObject({
      code: 'DATAMODEL_INVALID',
      message: expect.stringContaining('Strin'),
    });
  });
});

describe('what a datamodel cannot express', () => {
  const current = useThrowawayService();
  const shadowAdminUrl = inject('adminUrl');

  test('is written into the migration by hand, and the next diff leaves it alone', async () => {
    const { folder, service, writeDatamodel, writeMigration } = current();
    await writeDatamodel(article);
    const created = await createMigration({ ...current(), shadowAdminUrl, name: 'articles', now });
    const name = basename(dirname(created?.file ?? ''));
    const edited = (created?.sql ?? '')
      .replace(
        /"search" tsvector.*,/,
        `"search" tsvector GENERATED ALWAYS AS (to_tsvector('english', "title")) STORED,`,
      )
      .replace('gin_trgm_ops', 'extensions.gin_trgm_ops')
      .replace('"title" TEXT', '"title" TEXT COLLATE "C"')
      .concat(
        `CREATE INDEX article_tag_count ON "Article" (cardinality(tags));
         ALTER TABLE "Article" ADD CONSTRAINT titled CHECK (title <> '');
         CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN NEW.changed_at := now(); RETURN NEW; END; $$;
         CREATE TRIGGER touch BEFORE UPDATE ON "Article" FOR EACH ROW EXECUTE FUNCTION touch();
        `,
      );
    for (const edit of ['GENERATED ALWAYS', 'extensions.gin', 'COLLATE']) {
      expect(edited).toContain(edit);
    }
    await writeMigration(name, edited);
    expect(await diffToDatamodel(service, shadowAdminUrl, folder)).toBe('');
    expect(await migrate(current())).toEqual({ applied: [name] });
  });

  test('works in the database as written', async () => {
    const { query, ownerUrl, appUrl } = current();
    await query(
      appUrl,
      `INSERT INTO "Article" (id, title, tags, facts)
       VALUES (gen_random_uuid(), 'Running shoes', '{}', '{}')`,
    );
    const found = `SELECT title FROM "Article" WHERE search @@ to_tsquery('english', 'shoe')
                   AND title OPERATOR(extensions.%) 'runing shoes'`;
    expect((await query(appUrl, found)).rows).toEqual([{ title: 'Running shoes' }]);
    const { rows } = await query(
      ownerUrl,
      `SELECT indexdef FROM pg_indexes WHERE indexname = 'article_active'`,
    );
    expect(rows[0].indexdef).toContain("WHERE (status = 'ACTIVE'");
  });

  test('survives a later change to the datamodel', async () => {
    const { folder, service, writeDatamodel } = current();
    await writeDatamodel(article.replace('tags ', 'summary String?\n  tags '));
    expect(await diffToDatamodel(service, shadowAdminUrl, folder)).toBe(
      `-- AlterTable
ALTER TABLE "Article" ADD COLUMN     "summary" TEXT;
`,
    );
  });
});

describe('an index that is made by hand', () => {
  const current = useThrowawayService();
  const shadowAdminUrl = inject('adminUrl');

  test('without a lock on the table, alone in its migration, is what the datamodel says', async () => {
    const { folder, service, writeDatamodel, writeMigration } = current();
    await writeDatamodel(note.replace('}', '\n  @@index([title], map: "by_title")\n}'));
    await writeMigration(
      '20260101000000_notes',
      'CREATE TABLE "Note" (id uuid NOT NULL, title text NOT NULL, CONSTRAINT "Note_pkey" PRIMARY KEY (id));',
    );
    await writeMigration(
      '20260102000000_index',
      '-- Readers and writers go on meanwhile.\nCREATE INDEX CONCURRENTLY by_title ON "Note" (title);\n',
    );
    expect(await diffToDatamodel(service, shadowAdminUrl, folder)).toBe('');
    expect((await migrate(current())).applied).toHaveLength(2);
  });

  test('over some of the rows only is left alone, unless the datamodel has such indexes', async () => {
    const { folder, service, writeDatamodel, writeMigration } = current();
    await writeMigration(
      '20260103000000_partial',
      `CREATE INDEX untitled ON "Note" (id) WHERE title = '';`,
    );
    const model = note.replace('}', '\n  @@index([title], map: "by_title")\n}');
    await writeDatamodel(model, { previewFeatures: '' });
    expect(await diffToDatamodel(service, shadowAdminUrl, folder)).toBe('');
    await writeDatamodel(model);
    expect(await diffToDatamodel(service, shadowAdminUrl, folder)).toContain(
      'DROP INDEX "untitled"',
    );
  });
});

test.each(services)('the migrations of %s lead to its datamodel', async (service) => {
  expect(await diffToDatamodel(service, inject('adminUrl'))).toBe('');
});
