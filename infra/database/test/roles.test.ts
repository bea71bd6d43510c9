import { appRole, ensureServiceDatabase, migrate, ownerRole, withClient } from '@causeway/database';
import { describe, expect, inject, test } from 'vitest';
import { urlOf, useThrowawayService } from './throwaway-service.ts';

const insufficientPrivilege = { code: '42501' };

describe('a service and its neighbour in one database', () => {
  const current = useThrowawayService();
  const neighbour = 'neighbour_of_roles_test';

  test('each app role works with its own rows, tables and sequences', async () => {
    const { query, appUrl, ownerUrl } = current();
    await query(ownerUrl, 'CREATE TABLE note (id serial PRIMARY KEY, text text)');
    await query(appUrl, `INSERT INTO note (text) VALUES ('one'), ('two')`);
    await query(appUrl, `UPDATE note SET text = 'three' WHERE id = 2`);
    await query(appUrl, 'DELETE FROM note WHERE id = 1');
    const { rows } = await query(appUrl, 'SELECT id, text FROM note');
    expect(rows).toEqual([{ id: 2, text: 'three' }]);
  });

  test('neither role of a service reads, writes or sees into the schema of another', async () => {
    const { query, adminUrl, appUrl, ownerUrl, service } = current();
    await ensureServiceDatabase({
      adminUrl,
      service: neighbour,
      ownerPassword: 'neighbour',
      appPassword: 'neighbour',
    });
    const { pathname } = new URL(adminUrl);
    const as = (role: string) =>
      urlOf(adminUrl, { database: pathname.slice(1), role, password: 'neighbour' });
    await query(as(ownerRole(neighbour)), 'CREATE TABLE secret (id int)');
    try {
      for (const url of [appUrl, ownerUrl]) {
        for (const sql of [
          `SELECT * FROM ${neighbour}.secret`,
          `INSERT INTO ${neighbour}.secret VALUES (1)`,
          `UPDATE ${neighbour}.secret SET id = 1`,
          `DELETE FROM ${neighbour}.secret`,
          `TRUNCATE ${neighbour}.secret`,
          `CREATE TABLE ${neighbour}.intruder (id int)`,
          `SELECT '${neighbour}.secret'::regclass`,
          `SET ROLE ${ownerRole(neighbour)}`,
        ]) {
          await expect(query(url, sql), sql).rejects.toMatchObject(insufficientPrivilege);
        }
      }
      const neighbourApp = as(appRole(neighbour));
      await expect(query(neighbourApp, `SELECT * FROM ${service}.note`)).rejects.toMatchObject(
        insufficientPrivilege,
      );
    } finally {
      await query(adminUrl, `DROP SCHEMA ${neighbour} CASCADE`);
      const roles = `${ownerRole(neighbour)}, ${appRole(neighbour)}`;
      await query(adminUrl, `DROP OWNED BY ${roles}; DROP ROLE ${roles}`);
    }
  });

  test('an app role changes no schema: neither its own, nor public, nor a new one', async () => {
    const { query, appUrl, adminUrl, service } = current();
    const database = new URL(adminUrl).pathname.slice(1);
    for (const sql of [
      'CREATE TABLE intruder (id int)',
      'CREATE TABLE public.intruder (id int)',
      'CREATE TEMPORARY TABLE intruder (id int)',
      'CREATE SCHEMA intruder',
      `CREATE FUNCTION ${service}.intruder() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
      'ALTER TABLE note ADD COLUMN more int',
      'DROP TABLE note',
      'TRUNCATE note',
      'CREATE INDEX intruder ON note (text)',
      `ALTER DATABASE ${database} SET work_mem = '1GB'`,
      'CREATE EXTENSION hstore',
      'CREATE ROLE intruder',
    ]) {
      await expect(query(appUrl, sql), sql).rejects.toMatchObject(insufficientPrivilege);
    }
  });

  test('who is granted nothing cannot connect', async () => {
    const { query, adminUrl, service } = current();
    const stranger = `${service}_stranger`;
    await query(adminUrl, `CREATE ROLE ${stranger} LOGIN PASSWORD 'x'`);
    const database = new URL(adminUrl).pathname.slice(1);
    const url = urlOf(adminUrl, { database, role: stranger, password: 'x' });
    await expect(query(url, 'SELECT 1')).rejects.toThrow('permission denied for database');
    await query(adminUrl, `DROP ROLE ${stranger}`);
  });

  test('the app role has deadlines, its owner has none', async () => {
    const { query, appUrl, ownerUrl } = current();
    const deadlineOf = async (url: string) =>
      (await query(url, 'SHOW statement_timeout')).rows[0].statement_timeout;
    expect(await deadlineOf(appUrl)).toBe('15s');
    expect(await deadlineOf(ownerUrl)).toBe('0');
  });
});

describe('preparing a service again', () => {
  const current = useThrowawayService();

  test('keeps the rows, gives the new passwords and refuses the old ones', async () => {
    const { query, adminUrl, ownerUrl, appUrl, service } = current();
    await query(ownerUrl, 'CREATE TABLE note (id int); INSERT INTO note VALUES (7)');
    await ensureServiceDatabase({ adminUrl, service, ownerPassword: 'new', appPassword: 'newer' });
    await expect(query(ownerUrl, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    await expect(query(appUrl, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    const database = new URL(adminUrl).pathname.slice(1);
    const renewed = urlOf(adminUrl, { database, role: appRole(service), password: 'newer' });
    expect((await query(renewed, 'SELECT id FROM note')).rows).toEqual([{ id: 7 }]);
  });

  test('grants what an earlier owner forgot, but never the history of migrations', async () => {
    const { query, adminUrl, service, folder, writeMigration } = current();
    await ensureServiceDatabase({ adminUrl, service, ownerPassword: 'a', appPassword: 'a' });
    const database = new URL(adminUrl).pathname.slice(1);
    const as = (role: string) => urlOf(adminUrl, { database, role, password: 'a' });
    const ownerUrl = as(ownerRole(service));
    await query(ownerUrl, 'DROP TABLE note');
    await writeMigration('20260101000000_first', 'CREATE TABLE early (id int);');
    await migrate({ service, ownerUrl, appRole: appRole(service), folder });
    await query(ownerUrl, `REVOKE ALL ON early FROM ${appRole(service)}`);
    await ensureServiceDatabase({ adminUrl, service, ownerPassword: 'a', appPassword: 'a' });
    const appUrl = as(appRole(service));
    expect((await query(appUrl, 'SELECT * FROM early')).rows).toEqual([]);
    for (const sql of ['SELECT * FROM _prisma_migrations', 'DELETE FROM _prisma_migrations']) {
      await expect(query(appUrl, sql)).rejects.toMatchObject(insufficientPrivilege);
    }
  });

  test('many at a time all succeed', async () => {
    const { adminUrl, service } = current();
    const attempt = () =>
      ensureServiceDatabase({ adminUrl, service, ownerPassword: 'b', appPassword: 'b' });
    await expect(Promise.all(Array.from({ length: 6 }, attempt))).resolves.toHaveLength(6);
  });

  test('keeps passwords out of what the server sees', async () => {
    const { query, adminUrl, service } = current();
    const { rows } = await query(
      adminUrl,
      `SELECT rolpassword FROM pg_authid WHERE rolname = '${appRole(service)}'`,
    );
    expect(rows[0].rolpassword).toMatch(/^SCRAM-SHA-256\$4096:/);
  });
});

test('an admin who is no superuser can prepare a service, as on a hosted database', async () => {
  const adminUrl = inject('adminUrl');
  const service = 'hosted_by_roles_test';
  const database = 'causeway_test_hosted';
  const run = (url: string, sql: string) => withClient(url, (client) => client.query(sql));
  await run(adminUrl, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  await run(
    adminUrl,
    `DROP ROLE IF EXISTS ${ownerRole(service)}, ${appRole(service)}, hosted_admin;
     CREATE ROLE hosted_admin LOGIN CREATEROLE PASSWORD 'hosted'`,
  );
  await run(adminUrl, `CREATE DATABASE ${database} OWNER hosted_admin TEMPLATE template0`);
  const hosted = urlOf(adminUrl, { database, role: 'hosted_admin', password: 'hosted' });
  try {
    const passwords = { ownerPassword: 'o', appPassword: 'a' };
    await ensureServiceDatabase({ adminUrl: hosted, service, ...passwords });
    await ensureServiceDatabase({ adminUrl: hosted, service, ...passwords });
    const owner = urlOf(adminUrl, { database, role: ownerRole(service), password: 'o' });
    await run(owner, 'CREATE TABLE note (id int)');
    const app = urlOf(adminUrl, { database, role: appRole(service), password: 'a' });
    await run(app, 'INSERT INTO note VALUES (1)');
    await expect(run(app, 'DROP TABLE note')).rejects.toMatchObject(insufficientPrivilege);
  } finally {
    await run(adminUrl, `DROP DATABASE ${database} WITH (FORCE)`);
    await run(adminUrl, `DROP ROLE ${ownerRole(service)}, ${appRole(service)}, hosted_admin`);
  }
});
