import pg from 'pg';

const CONNECT_TIMEOUT_MS = 10_000;

/** Runs `work` on a connection of its own and closes it afterwards, whatever happens. */
export async function withClient<R>(
  url: string,
  work: (client: pg.Client) => Promise<R>,
  { searchPath }: { searchPath?: string } = {},
): Promise<R> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'causeway-database',
    ...(searchPath !== undefined && { options: `-c search_path=${searchPath}` }),
  });
  // A connection that breaks while idle fails the query after it; it must not end the process.
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
