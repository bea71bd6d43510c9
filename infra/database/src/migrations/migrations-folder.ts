import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MigrationList } from '@prisma/schema-engine-wasm';
import { type Service, serviceFolder } from '../service.ts';

/** One migration as it lies in `prisma/<service>/migrations/<name>/migration.sql`. */
export interface MigrationFile {
  name: string;
  sql: string;
  /** SHA-256 of the file in hex: what Prisma writes to `_prisma_migrations.checksum`. */
  checksum: string;
}

const LOCKFILE = 'migration_lock.toml';

/** The migrations of a service in the order in which they apply. */
export async function readMigrations(service: Service): Promise<readonly MigrationFile[]> {
  const folder = migrationsFolder(service);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(names.sort().map((name) => readMigration(folder, name)));
}

/** The same, in the form that Prisma's engine takes. */
export async function readMigrationList(
  service: Service,
  { shadowDbInitScript = '' }: { shadowDbInitScript?: string } = {},
): Promise<MigrationList> {
  const folder = migrationsFolder(service);
  const lockfile = await readFile(join(folder, LOCKFILE), 'utf8').catch(() => null);
  const migrations = await readMigrations(service);
  return {
    baseDir: folder,
    lockfile: { path: LOCKFILE, content: lockfile },
    shadowDbInitScript,
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  };
}

export function migrationsFolder(service: Service): string {
  return join(serviceFolder(service), 'migrations');
}

async function readMigration(folder: string, name: string): Promise<MigrationFile> {
  const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
  return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
}
