import { createHash } from 'node:crypto';
import { migrate, migrationStatus, resolveMigration, withClient } from '@causeway/database';
import { describe, expect, test } from 'vitest';
import { lockMigrations } from '../src/migrations/lock-migrations.ts';
import { useThrowawayService } from './throwaway-service.ts';

const FIRST = '20260101000000_first';
const SECOND = '20260102000000_second';
const THIRD = '20260103000000_third';
const FOURTH = '20260103000001_fourth';

const createNote = 'CREATE TABLE note (id int PRIMARY KEY);\n';
/** What a splitter at semicolons would tear apart. */
const functionAndText = `-- A comment; with a semicolon.
CREATE FUNCTION twice(n int) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  RETURN n * 2;
END;
$$;
CREATE TABLE saying (text text DEFAULT 'a;b');
INSERT INTO saying DEFAULT VALUES;
`;

describe('migrations of a service', () => {
  const current = useThrowawayService();
  const states = async () =>
    (await migrationStatus(current())).map(({ state, name }) => `${name} ${state}`);

  test('are applied in order, once, and kept in the history as Prisma keeps it', async () => {
    const { writeMigration, query, ownerUrl } = current();
    await writeMigration(SECOND, functionAndText);
    await writeMigration(FIRST, createNote);
    expect(await states()).toEqual([`${FIRST} pending`, `${SECOND} pending`]);
    expect(await migrate(current())).toEqual({ applied: [FIRST, SECOND] });
    expect(await migrate(current())).toEqual({ applied: [] });
    expect(await states()).toEqual([`${FIRST} applied`, `${SECOND} applied`]);

    const { rows } = await query(ownerUrl, 'SELECT twice(21), text FROM saying');
    expect(rows).toEqual([{ twice: 42, text: 'a;b' }]);
    const history = await query(
      ownerUrl,
      `SELECT migration_name, checksum, applied_steps_count, logs, rolled_back_at, length(id) AS id
       FROM _prisma_migrations ORDER BY started_at`,
    );
    const row = { applied_steps_count: 1, logs: null, rolled_back_at: null, id: 36 };
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
    expect(history.rows).toEqual([
      { ...row, migration_name: FIRST, checksum: sha256(createNote) },
      { ...row, migration_name: SECOND, checksum: sha256(functionAndText) },
    ]);
  });

  test('hide their history from the app role', async () => {
    const { query, appUrl } = current();
    expect((await query(appUrl, 'SELECT * FROM note')).rows).toEqual([]);
    for (const sql of ['SELECT * FROM _prisma_migrations', 'DELETE FROM _prisma_migrations']) {
      await expect(query(appUrl, sql)).rejects.toMatchObject({ code: '42501' });
    }
  });

  test('are refused when an applied one was edited, with what to do', async () => {
    const { writeMigration, service } = current();
    await writeMigration(FIRST, `${createNote}-- improved\n`);
    await writeMigration(THIRD, 'CREATE TABLE third (id int);');
    await expect(migrate(current())).rejects.toMatchObject({
      code: 'MIGRATION_EDITED',
      message: expect.stringContaining(`npm run migrate -- create ${service} <name>`),
    });
    expect(await states()).toEqual([`${FIRST} edited`, `${SECOND} applied`, `${THIRD} pending`]);
    await writeMigration(FIRST, createNote);
    expect(await migrate(current())).toEqual({ applied: [THIRD] });
  });

  test('that a newer version applied do not stop an older one', async () => {
    const { query, ownerUrl } = current();
    await query(
      ownerUrl,
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ('x', 'x', '20270101000000_newer', now(), 1)`,
    );
    expect(await migrate(current())).toEqual({ applied: [] });
    expect((await states()).at(-1)).toBe('20270101000000_newer missing');
  });
});

describe('a migration that fails', () => {
  const current = useThrowawayService();
  const failing = `CREATE TABLE half (id int);
CREATE TABLE whole (
  id int,
  kind no_such_type
);`;

  test('leaves nothing behind, names its line and says how to go on', async () => {
    const { writeMigration, query, ownerUrl, service } = current();
    await writeMigration(FIRST, failing);
    const failure = await migrate(current()).catch((error) => error);
    expect(failure).toMatchObject({ name: 'MigrationError', code: 'MIGRATION_FAILED' });
    expect(failure.message).toContain(`prisma/${service}/migrations/${FIRST}/migration.sql failed`);
    expect(failure.message).toContain('type "no_such_type" does not exist (line 4)');
    expect(failure.message).toContain(`resolve ${service} ${FIRST} --rolled-back`);
    expect(failure.message).not.toContain('.rs:');
    const { rows } = await query(ownerUrl, `SELECT to_regclass('half') AS half`);
    expect(rows).toEqual([{ half: null }]);
  });

  test('stops every later deployment, until it is resolved', async () => {
    const { writeMigration } = current();
    await writeMigration(FIRST, 'CREATE TABLE half (id int);');
    await expect(migrate(current())).rejects.toMatchObject({ code: 'MIGRATION_FAILED' });
    await resolveMigration({ ...current(), name: FIRST, as: 'rolled-back' });
    expect(await migrate(current())).toEqual({ applied: [FIRST] });
  });

  test('cannot be resolved unless it failed', async () => {
    const attempt = (name: string) => resolveMigration({ ...current(), name, as: 'rolled-back' });
    await expect(attempt(FIRST)).rejects.toMatchObject({ code: 'MIGRATION_UNKNOWN' });
    await expect(attempt('20260101_none')).rejects.toThrow('has no migration 20260101_none');
  });
});

describe('a schema that was made without migrations', () => {
  const current = useThrowawayService();

  test('is left alone, until its migrations are recorded as applied', async () => {
    const { query, ownerUrl, writeMigration } = current();
    await query(ownerUrl, createNote);
    await writeMigration(FIRST, createNote);
    await writeMigration(SECOND, 'CREATE TABLE second (id int);');
    await expect(migrate(current())).rejects.toMatchObject({ code: 'SCHEMA_NOT_EMPTY' });
    await resolveMigration({ ...current(), name: FIRST, as: 'applied' });
    expect(await migrate(current())).toEqual({ applied: [SECOND] });
  });
});

describe('several deployers at once', () => {
  const current = useThrowawayService();

  test('apply each migration once between them', async () => {
    const { writeMigration, query, ownerUrl } = current();
    await writeMigration(FIRST, `${createNote} SELECT pg_sleep(0.2);`);
    await writeMigration(SECOND, 'CREATE TABLE second (id int);');
    const deployers = Array.from({ length: 4 }, () => migrate(current()));
    const applied = (await Promise.all(deployers)).map((result) => result.applied);
    expect(applied.filter((names) => names.length > 0)).toEqual([[FIRST, SECOND]]);
    const { rows } = await query(ownerUrl, 'SELECT count(*)::int AS rows FROM _prisma_migrations');
    expect(rows).toEqual([{ rows: 2 }]);
  });

  test("take turns with Prisma's own command, which holds the same lock", async () => {
    const { writeMigration, ownerUrl } = current();
    await writeMigration(THIRD, 'CREATE TABLE third (id int);');
    await withClient(ownerUrl, async (prisma) => {
      await prisma.query('SELECT pg_advisory_lock(72707369)');
      let done = false;
      const deployment = migrate(current()).finally(() => {
        done = true;
      });
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(done).toBe(false);
      await prisma.query('SELECT pg_advisory_unlock(72707369)');
      expect(await deployment).toEqual({ applied: [THIRD] });
    });
  });

  test('let one make an index that waits for everyone else', async () => {
    const { writeMigration } = current();
    await writeMigration(FOURTH, 'CREATE INDEX CONCURRENTLY third_id ON third (id);');
    const deployers = Array.from({ length: 4 }, () => migrate(current()));
    const applied = (await Promise.all(deployers)).map((result) => result.applied);
    expect(applied.filter((names) => names.length > 0)).toEqual([[FOURTH]]);
  });
});

describe('a deployer that holds the lock for too long', () => {
  const current = useThrowawayService();

  test('makes the others give up, and say how to find it', async () => {
    const { ownerUrl, service } = current();
    await withClient(ownerUrl, async (first) => {
      await lockMigrations(first, service);
      await withClient(ownerUrl, async (second) => {
        await expect(lockMigrations(second, service, 50)).rejects.toMatchObject({
          code: 'MIGRATIONS_LOCKED',
          message: expect.stringContaining('pg_stat_activity'),
        });
      });
    });
  });
});

describe('a database that others run', () => {
  const current = useThrowawayService();

  test('gets its schema from the first migration, if the role may make one', async () => {
    const { query, adminUrl, service, writeMigration } = current();
    await query(adminUrl, `DROP SCHEMA ${service} CASCADE`);
    await writeMigration(FIRST, createNote);
    // One role for everything, as such a database often has.
    const options = { ...current(), ownerUrl: adminUrl, appRole: 'postgres' };
    expect(await migrate(options)).toEqual({ applied: [FIRST] });
    expect(await migrate(options)).toEqual({ applied: [] });
    const { rows } = await query(adminUrl, `SELECT to_regclass('${service}.note')::text AS name`);
    expect(rows).toEqual([{ name: `${service}.note` }]);
  });

  test('says which schema is missing, if the role may not', async () => {
    const { query, adminUrl, service } = current();
    await query(adminUrl, `DROP SCHEMA ${service} CASCADE`);
    await expect(migrate(current())).rejects.toMatchObject({
      code: 'SCHEMA_MISSING',
      message: expect.stringContaining(`CREATE SCHEMA "${service}" AUTHORIZATION`),
    });
  });
});
