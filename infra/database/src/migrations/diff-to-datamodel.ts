import { serviceFolder } from '../service.ts';
import {
  engineMessage,
  engineMigrations,
  noExceptions,
  withSchemaEngine,
} from './engine/with-schema-engine.ts';
import { MigrationError } from './migration-error.ts';
import { readDatamodel, readMigrations } from './migrations-folder.ts';
import { withShadowDatabase } from './with-shadow-database.ts';

/**
 * The SQL from a service's migrations, replayed in a shadow database, to its `schema.prisma`; empty
 * when they agree.
 *
 * @throws {MigrationError} DATAMODEL_INVALID if a migration cannot be replayed or the datamodel not read
 */
export async function diffToDatamodel(
  service: string,
  shadowAdminUrl: string,
  folder: string = serviceFolder(service),
): Promise<string> {
  const [files, content] = await Promise.all([readMigrations(folder), readDatamodel(folder)]);
  const path = 'schema.prisma';
  return withShadowDatabase({ adminUrl: shadowAdminUrl, service }, async (shadow) => {
    // The live database is asked for its version only, which the shadow knows as well.
    const connections = { live: shadow, shadow, schema: service };
    try {
      const { stdout } = await withSchemaEngine(connections, (engine) =>
        engine.diff({
          from: { tag: 'migrations', ...engineMigrations(files) },
          to: { tag: 'schemaDatamodel', files: [{ path, content }] },
          script: true,
          exitCode: null,
          filters: noExceptions,
        }),
      );
      return withoutSchemaCreation(stdout ?? '');
    } catch (cause) {
      throw new MigrationError(
        'DATAMODEL_INVALID',
        `Cannot compare prisma/${service}/schema.prisma with its migrations: ${engineMessage(cause)}`,
        { cause },
      );
    }
  });
}

/** The schema is made together with its roles, and its owner may not make schemas. */
function withoutSchemaCreation(sql: string): string {
  return sql
    .replace(/^-- CreateSchema\nCREATE SCHEMA IF NOT EXISTS "[^"]+";\n+/m, '')
    .replace(/^-- This is an empty migration\.\n*/, '');
}
