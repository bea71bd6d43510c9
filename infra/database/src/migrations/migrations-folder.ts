import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serviceFolder } from '../service.ts';

/** One migration as it lies in `prisma/<service>/migrations/<name>/migration.sql`. */
export interface MigrationFile {
  readonly name: string;
  readonly sql: string;
}

export function migrationsFolder(service: string): string {
  return join(serviceFolder(service), 'migrations');
}

/** The migrations of a `prisma/<service>` folder in the order in which they apply. */
export async function readMigrations(folder: string): Promise<readonly MigrationFile[]> {
  const migrations = join(folder, 'migrations');
  const names = await namesIn(migrations);
  return Promise.all(
    names.map(async (name) => ({
      name,
      sql: await readFile(join(migrations, name, 'migration.sql'), 'utf8'),
    })),
  );
}

/** The text of `schema.prisma`. */
export function readDatamodel(folder: string): Promise<string> {
  return readFile(join(folder, 'schema.prisma'), 'utf8');
}

/**
 * Whether `checksum`, as `_prisma_migrations` keeps it, is that of this file: SHA-256 in hex. Line ends
 * do not count; git may have changed them on the way to another machine.
 */
export function matchesChecksum(sql: string, checksum: string): boolean {
  if (sha256(sql) === checksum) return true;
  const unixLines = sql.replaceAll('\r\n', '\n');
  return [unixLines, unixLines.replaceAll('\n', '\r\n')].some((text) => sha256(text) === checksum);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** None if the folder is not there yet. */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory());
    return folders.map((entry) => entry.name).sort();
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw cause;
  }
}
