import type pg from 'pg';

/** Where extensions live: out of `public`, owned by no service and seen by all. */
const extensionsSchema = 'extensions';

/** What migrations may build on. Only an admin may create an extension, and only once per database. */
const extensions = ['pg_trgm'];

/** The schemas in which a service's names are looked up, in order. */
export function searchPathOf(service: string): readonly string[] {
  return [service, extensionsSchema];
}

/** `roles` may use the extensions' types, functions and operators; they come quoted. */
export async function ensureSharedExtensions(
  client: pg.Client,
  roles: readonly string[],
): Promise<void> {
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${extensionsSchema}`);
  for (const extension of extensions) {
    await client.query(`CREATE EXTENSION IF NOT EXISTS ${extension} SCHEMA ${extensionsSchema}`);
  }
  if (roles.length > 0) {
    await client.query(`GRANT USAGE ON SCHEMA ${extensionsSchema} TO ${roles.join(', ')}`);
  }
}
