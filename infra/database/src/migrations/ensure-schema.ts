import pg from 'pg';
import { MigrationError } from './migration-error.ts';

const insufficientPrivilege = '42501';

/**
 * Makes the service's schema if it is missing: a database that others run may come empty. Where roles
 * are kept apart it is there already, and its owner could not make it.
 *
 * @throws {MigrationError} SCHEMA_MISSING if the role may not create it
 */
export async function ensureSchema(client: pg.Client, schema: string): Promise<void> {
  const { rows } = await client.query(
    'SELECT to_regnamespace($1) IS NULL AS missing, current_user AS role',
    [schema],
  );
  if (!rows[0]?.missing) return;
  try {
    // Without IF NOT EXISTS, which a role that may not create schemas is refused even if it exists.
    await client.query(`CREATE SCHEMA ${pg.escapeIdentifier(schema)}`);
  } catch (cause) {
    if (!(cause instanceof pg.DatabaseError) || cause.code !== insufficientPrivilege) throw cause;
    const role = pg.escapeIdentifier(rows[0].role);
    throw new MigrationError(
      'SCHEMA_MISSING',
      `The database has no schema "${schema}", and the role ${role} may not create one.
As an admin: CREATE SCHEMA ${pg.escapeIdentifier(schema)} AUTHORIZATION ${role};`,
      { cause },
    );
  }
}
