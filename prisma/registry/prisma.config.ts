import { defineConfig } from 'prisma/config';

/**
 * For Prisma's own CLI (`prisma generate`, `prisma migrate deploy`); `npm run migrate` does not read it.
 * The CLI takes the schema from the address: `postgres://…/causeway?schema=orders`.
 */
export default defineConfig({
  schema: 'schema.prisma',
  migrations: { path: 'migrations' },
  ...(process.env.REGISTRY_OWNER_DATABASE_URL && {
    datasource: { url: process.env.REGISTRY_OWNER_DATABASE_URL },
  }),
});
