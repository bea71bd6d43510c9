import pg from 'pg';

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Runs `work` on a connection of its own and closes it afterwards, whatever happens.
 * Unqualified names are looked up in the schemas of `searchPath`, or as the role's settings say.
 */
export async function withClient<R>(
  url: string,
  work: (client: pg.Client) => Promise<R>,
  { searchPath }: { searchPath?: readonly string[] } = {},
): Promise<R> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'causeway-database',
  });
  // A connection that breaks while idle fails the query after it; it must not end the process.
  client.on('error', () => {});
  await client.connect();
  try {
    if (searchPath !== undefined) await setSearchPath(client, searchPath);
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Commits when `work` resolves; rolls back and rethrows when it rejects. */
export async function inTransaction<R>(client: pg.Client, work: () => Promise<R>): Promise<R> {
  await client.query('BEGIN');
  try {
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (cause) {
    // A broken connection has rolled back by itself; the first error is the one that tells.
    await client.query('ROLLBACK').catch(() => {});
    throw cause;
  }
}

/** A statement rather than a start-up option: connection poolers refuse those. */
async function setSearchPath(client: pg.Client, schemas: readonly string[]): Promise<void> {
  const path = schemas.map((schema) => pg.escapeIdentifier(schema)).join(', ');
  await client.query(`SELECT set_config('search_path', $1, false)`, [path]);
}
