import pg from 'pg';

/**
 * Takes `_prisma_migrations` away from the app role, to which default privileges gave it.
 * Does nothing where there is no such role, or where one role is both (a database that others run).
 */
export async function hideHistoryFrom(client: pg.Client, appRole: string): Promise<void> {
  const { rows } = await client.query(
    `SELECT has_table_privilege(oid, '_prisma_migrations', 'SELECT, INSERT, UPDATE, DELETE') AS visible
     FROM pg_roles
     WHERE rolname = $1 AND rolname <> current_user AND NOT rolsuper
       AND to_regclass('_prisma_migrations') IS NOT NULL`,
    [appRole],
  );
  if (!rows[0]?.visible) return;
  await client.query(`REVOKE ALL ON _prisma_migrations FROM ${pg.escapeIdentifier(appRole)}`);
}
