import type pg from 'pg';
import { searchPathOf } from '../roles/shared-extensions.ts';
import { serviceFolder } from '../service.ts';
import { withClient } from '../with-client.ts';
import { compareHistory, isUpToDate, type MigrationStatus } from './compare-history.ts';
import { engineMigrations, noExceptions, withSchemaEngine } from './engine/with-schema-engine.ts';
import { ensureSchema } from './ensure-schema.ts';
import { hideHistoryFrom } from './hide-history-from.ts';
import { lockMigrations } from './lock-migrations.ts';
import { migrationFailed, migrationsEdited, schemaNotEmpty } from './migration-problems.ts';
import { type MigrationFile, readMigrations } from './migrations-folder.ts';
import { readHistory } from './read-history.ts';

export interface MigrateOptions {
  readonly service: string;
  /** Connects as the role that owns the service's schema. */
  readonly ownerUrl: string;
  /** The role that works with the rows; the migration history is hidden from it. */
  readonly appRole: string;
  /** `prisma/<service>` of this repository unless told otherwise. */
  readonly folder?: string;
}

/**
 * Applies a service's pending migrations in order, as `prisma migrate deploy` does, and returns their
 * names. The history is Prisma's own table, so that either tool can go on where the other stopped.
 * Of several deployers at once, one works and the others wait.
 *
 * Migrations that the database has and the folder lacks are left alone: a service that is rolled back
 * to an earlier version must still start.
 *
 * @throws {MigrationError} when a migration fails, has failed before, or was edited after it was applied
 */
export async function migrate(options: MigrateOptions): Promise<{ applied: readonly string[] }> {
  const { service, ownerUrl, appRole, folder = serviceFolder(service) } = options;
  const files = await readMigrations(folder);
  const work = async (client: pg.Client) => {
    // PERF: mostly nothing is pending, and then neither lock nor engine is needed: 10 ms instead of 60.
    const before = compareHistory(files, await readHistory(client));
    const applied = isUpToDate(before) ? [] : await applyPending(client, service, files);
    await hideHistoryFrom(client, appRole);
    return { applied };
  };
  return withClient(ownerUrl, work, { searchPath: searchPathOf(service) });
}

async function applyPending(
  client: pg.Client,
  service: string,
  files: readonly MigrationFile[],
): Promise<readonly string[]> {
  await ensureSchema(client, service);
  await lockMigrations(client, service);
  // Another deployer may have finished while this one waited.
  const statuses = compareHistory(files, await readHistory(client));
  refuseProblems(service, statuses);
  if (isUpToDate(statuses)) return [];
  const migrationsList = engineMigrations(files);
  try {
    const outcome = await withSchemaEngine({ live: client, schema: service }, (engine) =>
      engine.applyMigrations({ migrationsList, filters: noExceptions }),
    );
    return outcome.appliedMigrationNames;
  } catch (cause) {
    if (hasCode(cause, schemaIsNotEmpty)) throw schemaNotEmpty(service, cause);
    // The engine says what went wrong; which migration it was is in the history.
    refuseProblems(service, compareHistory(files, await readHistory(client)), cause);
    throw cause;
  }
}

/** Prisma's error reference, "Schema Engine": the database schema is not empty. */
const schemaIsNotEmpty = 'P3005';

function hasCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code;
}

/** Nothing is applied on top of a migration that failed, or that is not what its file says. */
function refuseProblems(
  service: string,
  statuses: readonly MigrationStatus[],
  cause?: unknown,
): void {
  const failed = statuses.find((status) => status.state === 'failed');
  if (failed !== undefined) throw migrationFailed(service, failed, cause);
  const edited = statuses.filter((status) => status.state === 'edited');
  if (edited.length > 0) throw migrationsEdited(service, edited);
}
