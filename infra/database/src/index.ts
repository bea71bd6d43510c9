export { createMigration, diffToDatamodel } from './migrations/create-migration.ts';
export { migrate } from './migrations/migrate.ts';
export { MigrationError } from './migrations/migration-error.ts';
export {
  type MigrationState,
  type MigrationStatus,
  migrationStatus,
} from './migrations/migration-status.ts';
export { migrationsFolder } from './migrations/migrations-folder.ts';
export {
  appRole,
  ensureServiceDatabase,
  ensureServiceRoles,
  ensureServiceSchema,
  ownerRole,
} from './roles/ensure-service-database.ts';
export { bulkInsert } from './seeding/bulk-insert.ts';
export { runSeed, type Seed, type SeedScale } from './seeding/run-seed.ts';
export { seedId } from './seeding/seed-id.ts';
export { seedRandom } from './seeding/seed-random.ts';
export { seedVariants } from './seeding/seed-variants.ts';
export { seedWorld } from './seeding/seed-world.ts';
export { isService, type Service, serviceFolder, services } from './service.ts';
export { withClient } from './with-client.ts';
