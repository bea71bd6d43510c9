import pg from 'pg';
import type { Service } from '../service.ts';
import { withClient } from '../with-client.ts';

const { escapeIdentifier, escapeLiteral } = pg;

/** The role that owns a service's schema and runs its migrations. */
export const ownerRole = (service: Service) => `${service}_owner`;

/** The role a service works as: it reads and writes rows, and sees no other schema. */
export const appRole = (service: Service) => `${service}_app`;

/**
 * Makes sure that a service's roles exist on the server, with the passwords given, and its schema in
 * the database that `adminUrl` points at. Safe to run again: nothing is dropped. `adminUrl` must
 * belong to a role that may create roles and schemas.
 */
export async function ensureServiceDatabase(options: {
  adminUrl: string;
  service: Service;
  ownerPassword: string;
  appPassword: string;
}): Promise<void> {
  await ensureServiceRoles(options);
  await ensureServiceSchema(options);
}

/** Makes sure that a service's two roles exist on the server and have the passwords given. */
export async function ensureServiceRoles(options: {
  adminUrl: string;
  service: Service;
  ownerPassword: string;
  appPassword: string;
}): Promise<void> {
  const { adminUrl, service, ownerPassword, appPassword } = options;
  await withClient(adminUrl, async (client) => {
    await ensureRole(client, ownerRole(service), ownerPassword);
    await ensureRole(client, appRole(service), appPassword);
  });
}

async function ensureRole(client: pg.Client, role: string, password: string): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  const verb = rowCount === 0 ? 'CREATE' : 'ALTER';
  await client.query(
    `${verb} ROLE ${escapeIdentifier(role)} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT` +
      ` PASSWORD ${escapeLiteral(password)}`,
  );
}

/**
 * Makes sure that a service's schema exists in the database `adminUrl` points at, that its owner may
 * change it, that its app role may work with its rows, and that nobody else may do anything.
 */
export async function ensureServiceSchema(options: {
  adminUrl: string;
  service: Service;
}): Promise<void> {
  const { adminUrl, service } = options;
  const schema = escapeIdentifier(service);
  const owner = escapeIdentifier(ownerRole(service));
  const app = escapeIdentifier(appRole(service));
  const ownersDefaults = `ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA ${schema}`;
  await withClient(adminUrl, async (client) => {
    const database = await currentDatabase(client);
    // The statements touch rows of the catalogue that other services' set-up touches too.
    await client.query(`SELECT pg_advisory_lock(hashtext('causeway schemas'))`);
    await client.query(`
      REVOKE ALL ON DATABASE ${database} FROM PUBLIC;
      REVOKE ALL ON SCHEMA public FROM PUBLIC;
      GRANT CONNECT ON DATABASE ${database} TO ${owner}, ${app};
      CREATE SCHEMA IF NOT EXISTS ${schema};
      ALTER SCHEMA ${schema} OWNER TO ${owner};
      GRANT USAGE ON SCHEMA ${schema} TO ${app};
      ${ownersDefaults} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${app};
      ${ownersDefaults} GRANT USAGE, SELECT ON SEQUENCES TO ${app};
      ALTER ROLE ${owner} IN DATABASE ${database} SET search_path = ${schema};
      ALTER ROLE ${app} IN DATABASE ${database} SET search_path = ${schema};
    `);
  });
}

async function currentDatabase(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name');
  return escapeIdentifier(rows[0]?.name ?? '');
}
