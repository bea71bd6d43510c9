import pg from 'pg';
import { inTransaction, withClient } from '../with-client.ts';
import { appRole, ownerRole } from './role-names.ts';
import { ensureSharedExtensions, searchPathOf } from './shared-extensions.ts';

const { escapeIdentifier } = pg;

/**
 * Makes sure that a service's schema exists in the database `adminUrl` points at, that its owner may
 * change it, that its app role may work with its rows, and that nobody else may do anything.
 * The roles exist already. All or nothing: it is one transaction.
 */
export async function ensureServiceSchema(options: {
  adminUrl: string;
  service: string;
}): Promise<void> {
  const { adminUrl, service } = options;
  await withClient(adminUrl, (client) =>
    inTransaction(client, async () => {
      // The statements touch rows of the catalogue that other services' set-up touches too.
      await client.query(`SELECT pg_advisory_xact_lock(hashtext('causeway schemas'))`);
      const names = await quoteNames(client, service);
      await actForOwner(client, names.owner);
      await ensureSharedExtensions(client, [names.owner, names.app]);
      await client.query(databaseGrants(names));
      await client.query(schemaGrants(names));
      await hideMigrationHistory(client, names);
    }),
  );
}

/** Names as SQL writes them. */
interface Names {
  database: string;
  schema: string;
  owner: string;
  app: string;
  searchPath: string;
}

async function quoteNames(client: pg.Client, service: string): Promise<Names> {
  const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name');
  return {
    database: escapeIdentifier(rows[0]?.name ?? ''),
    schema: escapeIdentifier(service),
    owner: escapeIdentifier(ownerRole(service)),
    app: escapeIdentifier(appRole(service)),
    searchPath: searchPathOf(service).map(escapeIdentifier).join(', '),
  };
}

/** An admin who is no superuser (a hosted database) must be a member of the owner to act for it. */
async function actForOwner(client: pg.Client, owner: string): Promise<void> {
  const { rows } = await client.query(
    `SELECT NOT pg_has_role(current_user, to_regrole($1)::oid, 'USAGE') AS needed`,
    [owner],
  );
  if (rows[0]?.needed) await client.query(`GRANT ${owner} TO CURRENT_USER`);
}

/** Who is not granted the database cannot connect; who can connect finds nothing in `public`. */
function databaseGrants({ database, owner, app, searchPath }: Names): string {
  return `
    REVOKE ALL ON DATABASE ${database} FROM PUBLIC;
    REVOKE ALL ON SCHEMA public FROM PUBLIC;
    GRANT CONNECT ON DATABASE ${database} TO ${owner}, ${app};
    ALTER ROLE ${owner} IN DATABASE ${database} SET search_path = ${searchPath};
    ALTER ROLE ${app} IN DATABASE ${database} SET search_path = ${searchPath};`;
}

/** For what exists, and through default privileges for what the owner's migrations will create. */
function schemaGrants({ schema, owner, app }: Names): string {
  const ownersDefaults = `ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA ${schema}`;
  const rowRights = 'SELECT, INSERT, UPDATE, DELETE';
  return `
    CREATE SCHEMA IF NOT EXISTS ${schema};
    ALTER SCHEMA ${schema} OWNER TO ${owner};
    GRANT USAGE ON SCHEMA ${schema} TO ${app};
    GRANT ${rowRights} ON ALL TABLES IN SCHEMA ${schema} TO ${app};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${schema} TO ${app};
    ${ownersDefaults} GRANT ${rowRights} ON TABLES TO ${app};
    ${ownersDefaults} GRANT USAGE, SELECT ON SEQUENCES TO ${app};`;
}

/** The grants above reach the history of migrations, too, if `prisma migrate deploy` has made it. */
async function hideMigrationHistory(client: pg.Client, { schema, app }: Names): Promise<void> {
  const history = `${schema}._prisma_migrations`;
  const { rows } = await client.query('SELECT to_regclass($1) IS NOT NULL AS present', [history]);
  if (rows[0]?.present) await client.query(`REVOKE ALL ON ${history} FROM ${app}`);
}
