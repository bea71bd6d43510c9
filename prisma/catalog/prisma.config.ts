import { defineConfig } from 'prisma/config';

/** For Prisma's own CLI (`prisma migrate deploy` elsewhere); `npm run migrate` does not read it. */
export default defineConfig({
  schema: 'schema.prisma',
  migrations: { path: 'migrations' },
  ...(process.env.CATALOG_OWNER_DATABASE_URL && {
    datasource: { url: process.env.CATALOG_OWNER_DATABASE_URL },
  }),
});
