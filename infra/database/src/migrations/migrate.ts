import pg from 'pg';
import type { Service } from '../service.ts';
import { withClient } from '../with-client.ts';
import { MigrationError } from './migration-error.ts';
import { type MigrationStatus, migrationStatus } from './migration-status.ts';
import { readMigrationList } from './migrations-folder.ts';
import { engineMessage, withSchemaEngine } from './schema-engine.ts';

/**
 * Applies a service's pending migrations in order, as `prisma migrate deploy` does, and returns their
 * names. The history is Prisma's own table, so that either tool can go on where the other stopped.
 * Of several deployers at once, one works and the others wait. Throws MigrationError when a migration
 * fails, has failed before, or was edited after it had been applied.
 */
export async function migrate(options: {
  service: Service;
  ownerUrl: string;
  /** The role that works with the rows; the migration history is hidden from it. */
  appRole: string;
}): Promise<{ applied: readonly string[] }> {
  if (!isPending(await checkedStatus(options))) return { applied: [] };
  return withClient(
    options.ownerUrl,
    async (client) => {
      await client.query(`SELECT pg_advisory_lock(hashtext('causeway migrate'), hashtext($1))`, [
        options.service,
      ]);
      // Another deployer may have finished while this one waited.
      if (!isPending(await checkedStatus(options))) return { applied: [] };
      const applied = await applyMigrations(options);
      await hideHistory(client, options);
      return { applied };
    },
    { searchPath: options.service },
  );
}

const isPending = (status: readonly MigrationStatus[]) =>
  status.some(({ state }) => state === 'pending');

async function checkedStatus(options: {
  service: Service;
  ownerUrl: string;
}): Promise<readonly MigrationStatus[]> {
  const status = await migrationStatus(options);
  const problems = status.flatMap((migration) => problemOf(options.service, migration));
  if (problems.length > 0) throw new MigrationError(problems.join('\n'));
  return status;
}

function problemOf(service: Service, { name, state, log }: MigrationStatus): readonly string[] {
  const file = `prisma/${service}/migrations/${name}/migration.sql`;
  switch (state) {
    case 'edited':
      return [
        `${file} was edited after it had been applied. Restore the file and put the change into a` +
          ` new migration (npm run migrate -- create ${service} <name>).`,
      ];
    case 'failed':
      return [
        `${file} failed when it was applied:\n${log ?? ''}\nMend the database by hand, then mark the` +
          ` migration with \`prisma migrate resolve --applied ${name}\` or \`--rolled-back ${name}\`;` +
          ` on a development database, \`npm run reset\` starts afresh.`,
      ];
    case 'applied':
    case 'pending':
    case 'missing':
      return [];
  }
}

async function applyMigrations(options: {
  service: Service;
  ownerUrl: string;
}): Promise<readonly string[]> {
  const { service, ownerUrl: url } = options;
  const migrationsList = await readMigrationList(service);
  try {
    const { appliedMigrationNames } = await withSchemaEngine({ url, service }, (engine) =>
      engine.applyMigrations({
        migrationsList,
        filters: { externalTables: [], externalEnums: [] },
      }),
    );
    return appliedMigrationNames;
  } catch (cause) {
    throw new MigrationError(`Cannot migrate ${service}: ${engineMessage(cause)}`, { cause });
  }
}

async function hideHistory(client: pg.Client, { appRole }: { appRole: string }): Promise<void> {
  await client.query(`REVOKE ALL ON _prisma_migrations FROM ${pg.escapeIdentifier(appRole)}`);
}
