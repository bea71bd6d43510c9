export {
  type MigrateDatabases,
  type MigrateSurroundings,
  runMigrateCommand,
} from './commands/run-migrate-command.ts';
export type { MigrationState, MigrationStatus } from './migrations/compare-history.ts';
export { createMigration } from './migrations/create-migration.ts';
export { diffToDatamodel } from './migrations/diff-to-datamodel.ts';
export { type MigrateOptions, migrate } from './migrations/migrate.ts';
export { MigrationError, type MigrationErrorCode } from './migrations/migration-error.ts';
export { migrationStatus } from './migrations/migration-status.ts';
export { migrationsFolder } from './migrations/migrations-folder.ts';
export { resolveMigration } from './migrations/resolve-migration.ts';
export { ensureServiceDatabase } from './roles/ensure-service-database.ts';
export { ensureServiceRoles } from './roles/ensure-service-roles.ts';
export { ensureServiceSchema } from './roles/ensure-service-schema.ts';
export { appRole, ownerRole } from './roles/role-names.ts';
export { bulkInsert } from './seeding/bulk-insert.ts';
export { runSeed, type Seed, type SeedScale } from './seeding/run-seed.ts';
export { seedId } from './seeding/seed-id.ts';
export { seedRandom } from './seeding/seed-random.ts';
export { seedVariants } from './seeding/seed-variants.ts';
export { seedWorld } from './seeding/seed-world.ts';
export {
  isService,
  isSubgraph,
  type Service,
  type SubgraphName,
  serviceFolder,
  services,
  subgraphs,
} from './service.ts';
export { withClient } from './with-client.ts';
