import { searchPathOf } from '../roles/shared-extensions.ts';
import { serviceFolder } from '../service.ts';
import { withClient } from '../with-client.ts';
import { compareHistory } from './compare-history.ts';
import { engineMigrations, withSchemaEngine } from './engine/with-schema-engine.ts';
import { lockMigrations } from './lock-migrations.ts';
import { MigrationError } from './migration-error.ts';
import { readMigrations } from './migrations-folder.ts';
import { readHistory } from './read-history.ts';

/**
 * Records what a person found out about a migration, as `prisma migrate resolve` does; the schema itself
 * is not touched. `rolled-back`: a failed one left nothing behind and will be applied again.
 * `applied`: the database is as it describes.
 *
 * @throws {MigrationError} MIGRATION_UNKNOWN if there is no such migration, or none that this fits
 */
export async function resolveMigration(options: {
  service: string;
  ownerUrl: string;
  name: string;
  as: 'applied' | 'rolled-back';
  /** `prisma/<service>` of this repository unless told otherwise. */
  folder?: string;
}): Promise<void> {
  const { service, ownerUrl, name, as, folder = serviceFolder(service) } = options;
  const files = await readMigrations(folder);
  await withClient(
    ownerUrl,
    async (client) => {
      await lockMigrations(client, service);
      const statuses = compareHistory(files, await readHistory(client));
      const state = statuses.find((status) => status.name === name)?.state;
      const fits = state === 'failed' || (state === 'pending' && as === 'applied');
      if (!fits) throw cannotResolve(service, { name, as, state });
      const migrationsList = engineMigrations(files);
      await withSchemaEngine({ live: client, schema: service }, async (engine) => {
        if (as === 'applied') {
          await engine.markMigrationApplied({ migrationName: name, migrationsList });
        } else {
          await engine.markMigrationRolledBack({ migrationName: name });
        }
      });
    },
    { searchPath: searchPathOf(service) },
  );
}

function cannotResolve(
  service: string,
  { name, as, state }: { name: string; as: string; state: string | undefined },
): MigrationError {
  const reason =
    state === undefined
      ? `${service} has no migration ${name}.`
      : `Migration ${name} of ${service} is ${state}: there is nothing to record as ${as}.`;
  return new MigrationError('MIGRATION_UNKNOWN', `${reason} See: npm run migrate -- status`);
}
