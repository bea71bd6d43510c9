import pg from 'pg';
import type { Service } from '../service.ts';
import { withClient } from '../with-client.ts';

const { escapeIdentifier, escapeLiteral } = pg;

/** The role that owns a service's schema and runs its migrations. */
export const ownerRole = (service: Service) => `${service}_owner`;

/** The role a service works as: it reads and writes rows, and sees no other schema. */
export const appRole = (service: Service) => `${service}_app`;

/**
 * Makes sure that a service's roles and schema exist in the database `adminUrl` points at, with the
 * passwords given. Safe to run again: existing roles get the passwords, nothing is dropped.
 * `adminUrl` must belong to a role that may create roles and schemas.
 */
export async function ensureServiceDatabase(options: {
  adminUrl: string;
  service: Service;
  ownerPassword: string;
  appPassword: string;
}): Promise<void> {
  const { adminUrl, service, ownerPassword, appPassword } = options;
  await withClient(adminUrl, async (client) => {
    // Roles belong to the whole server: two databases being prepared at once must take turns.
    await client.query(`SELECT pg_advisory_lock(hashtext('causeway roles'))`);
    await ensureRole(client, ownerRole(service), ownerPassword);
    await ensureRole(client, appRole(service), appPassword);
    await ensureSchema(client, service);
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

async function ensureSchema(client: pg.Client, service: Service): Promise<void> {
  const schema = escapeIdentifier(service);
  const owner = escapeIdentifier(ownerRole(service));
  const app = escapeIdentifier(appRole(service));
  const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name');
  const database = escapeIdentifier(rows[0]?.name ?? '');
  const ownersDefaults = `ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA ${schema}`;
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
}
