import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serviceFolder } from '../service.ts';
import { diffToDatamodel } from './diff-to-datamodel.ts';
import { migrationLock } from './engine/with-schema-engine.ts';
import { MigrationError } from './migration-error.ts';
import { readMigrations } from './migrations-folder.ts';

/**
 * Writes the migration that leads from the migrations folder to `schema.prisma`, and returns its file;
 * null when the two agree already. `shadowAdminUrl` belongs to a role that may create databases: the
 * folder's migrations are replayed in one that is dropped again.
 *
 * What a datamodel cannot say (generated columns, checks, functions) is added to the file by hand
 * before it is applied; docs/migrations.md tells how.
 *
 * @throws {MigrationError} if the name has no letters or the datamodel cannot be compared
 */
export async function createMigration(options: {
  service: string;
  name: string;
  shadowAdminUrl: string;
  /** Write a file to be filled by hand even if nothing changed. */
  allowEmpty?: boolean;
  now?: Date;
  /** `prisma/<service>` of this repository unless told otherwise. */
  folder?: string;
}): Promise<{ file: string; sql: string } | null> {
  const { service, shadowAdminUrl, folder = serviceFolder(service), now = new Date() } = options;
  const word = fileWord(options.name);
  const diff = await diffToDatamodel(service, shadowAdminUrl, folder);
  if (diff.trim() === '' && options.allowEmpty !== true) return null;
  const sql = diff.trim() === '' ? emptyMigration : diff;
  const last = (await readMigrations(folder)).at(-1)?.name;
  const migrations = join(folder, 'migrations');
  const file = join(migrations, `${timestampAfter(last, now)}_${word}`, 'migration.sql');
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, sql, { flag: 'wx' });
  await writeFile(join(migrations, 'migration_lock.toml'), migrationLock);
  return { file, sql };
}

const emptyMigration =
  '-- Nothing in schema.prisma has changed: write what it cannot express here.\n';

function fileWord(name: string): string {
  const word = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  if (word !== '') return word;
  throw new MigrationError(
    'MIGRATION_NAME_INVALID',
    'A migration needs a name of letters and digits, such as add_product_status.',
  );
}

/**
 * `yyyymmddhhmmss` in UTC, as Prisma names its folders, and always after the last migration: their
 * names are their order, and clocks differ between the machines of a team.
 */
function timestampAfter(last: string | undefined, now: Date): string {
  const current = digitsOf(now);
  const previous = last?.match(/^\d{14}/)?.[0];
  if (previous === undefined || previous < current) return current;
  const [, date, hours, minutes, seconds] = previous.match(/^(\d{8})(\d\d)(\d\d)(\d\d)$/) ?? [];
  const day = date?.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
  return digitsOf(new Date(Date.parse(`${day}T${hours}:${minutes}:${seconds}Z`) + 1_000));
}

function digitsOf(time: Date): string {
  return time.toISOString().replace(/\D/g, '').slice(0, 14);
}
