import { engineMessage } from './engine/with-schema-engine.ts';
import { MigrationError } from './migration-error.ts';

/** A migration began and did not end, now or in an earlier run; `log` is the engine's account of it. */
export function migrationFailed(
  service: string,
  { name, log }: { readonly name: string; readonly log: string },
  cause?: unknown,
): MigrationError {
  const resolve = `npm run migrate -- resolve ${service} ${name}`;
  return new MigrationError(
    'MIGRATION_FAILED',
    `${fileOf(service, name)} failed:
  ${engineMessage(log) || 'its deployer stopped before it ended'}
A migration is one transaction, so that nothing of it is left, unless it commits by itself.
Correct the file, then: ${resolve} --rolled-back && npm run migrate
If you brought the database to what it describes by hand: ${resolve} --applied`,
    { cause },
  );
}

/** Files were changed after they had been applied. */
export function migrationsEdited(
  service: string,
  edited: readonly { readonly name: string }[],
): MigrationError {
  return new MigrationError(
    'MIGRATION_EDITED',
    `Edited after being applied:
${edited.map(({ name }) => `  ${fileOf(service, name)}`).join('\n')}
What is applied stays as it is. Restore the file, and put the change into a new migration:
npm run migrate -- create ${service} <name>
A development database can start afresh instead: npm run reset`,
  );
}

/** Tables, but no history: made by hand, or by another tool. */
export function schemaNotEmpty(service: string, cause: unknown): MigrationError {
  return new MigrationError(
    'SCHEMA_NOT_EMPTY',
    `The schema "${service}" holds tables that no migration has made.
If they are what the first migrations describe, record each of these as applied:
npm run migrate -- resolve ${service} <migration> --applied
If they are of no use, drop them.`,
    { cause },
  );
}

function fileOf(service: string, name: string): string {
  return `prisma/${service}/migrations/${name}/migration.sql`;
}
