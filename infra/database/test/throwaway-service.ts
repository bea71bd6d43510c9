import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appRole, ensureServiceDatabase, ownerRole, withClient } from '@causeway/database';
import type pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';

/** A service that exists for one test file: roles, database and `prisma/<service>` folder of its own. */
export interface ThrowawayService {
  readonly service: string;
  readonly folder: string;
  readonly appRole: string;
  readonly adminUrl: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** Runs one statement as whoever `url` signs in. */
  query(url: string, sql: string): Promise<pg.QueryResult>;
  writeMigration(name: string, sql: string): Promise<void>;
  /** `models` under the usual head of a schema.prisma. */
  writeDatamodel(models: string, options?: { previewFeatures: string }): Promise<void>;
}

const OWNER_PASSWORD = 'owner\'s "pass" $word';
const APP_PASSWORD = 'app\\password;--';

/** Registers the making and removal of a service; its roles collide with no other test's. */
export function useThrowawayService(): () => ThrowawayService {
  const service = `t${randomBytes(5).toString('hex')}`;
  const adminUrl = inject('adminUrl');
  const database = `causeway_test_${service}`;
  let made: ThrowawayService | undefined;

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), `${service}-`));
    const inDatabase = (role?: string, password?: string) =>
      urlOf(adminUrl, { database, role, password });
    made = {
      service,
      folder,
      appRole: appRole(service),
      adminUrl: inDatabase(),
      ownerUrl: inDatabase(ownerRole(service), OWNER_PASSWORD),
      appUrl: inDatabase(appRole(service), APP_PASSWORD),
      query: (url, sql) => withClient(url, (client) => client.query(sql)),
      writeMigration: (name, sql) => writeMigration(folder, name, sql),
      writeDatamodel: (models, { previewFeatures } = { previewFeatures: '"partialIndexes"' }) =>
        writeFile(join(folder, 'schema.prisma'), datamodel(models, previewFeatures)),
    };
    await made.query(adminUrl, `CREATE DATABASE ${database} TEMPLATE template0`);
    await ensureServiceDatabase({
      adminUrl: made.adminUrl,
      service,
      ownerPassword: OWNER_PASSWORD,
      appPassword: APP_PASSWORD,
    });
    await made.writeDatamodel('');
  });

  afterAll(async () => {
    if (made === undefined) return;
    await made.query(adminUrl, `DROP DATABASE ${database} WITH (FORCE)`);
    await made.query(adminUrl, `DROP ROLE ${ownerRole(service)}, ${appRole(service)}`);
    await rm(made.folder, { recursive: true });
  });

  return () => {
    if (made === undefined) throw new Error('The service exists only inside tests.');
    return made;
  };
}

/** `adminUrl` with another database, and another login if there is one. */
export function urlOf(
  adminUrl: string,
  other: { database: string; role?: string | undefined; password?: string | undefined },
): string {
  const url = new URL(adminUrl);
  url.pathname = `/${other.database}`;
  if (other.role !== undefined) url.username = other.role;
  if (other.password !== undefined) url.password = encodeURIComponent(other.password);
  return url.href;
}

async function writeMigration(folder: string, name: string, sql: string): Promise<void> {
  await mkdir(join(folder, 'migrations', name), { recursive: true });
  await writeFile(join(folder, 'migrations', name, 'migration.sql'), sql);
}

function datamodel(models: string, previewFeatures: string): string {
  return `generator client {
  provider        = "prisma-client"
  output          = "./generated"
  previewFeatures = [${previewFeatures}]
}

datasource db {
  provider = "postgresql"
}

${models}`;
}
