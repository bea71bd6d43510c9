import { PrismaClient } from '@causeway/catalog-db';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  createPostgresAdapter,
  type PostgresAdapterOptions,
  recordStatements,
} from '../src/index.ts';
import { post, startExample } from './example-subgraph.ts';
import { SCHEMA, useLibraryDatabase } from './library-database.ts';

const database = useLibraryDatabase();

/** A client of the library; only the machinery counts, so any generated client does. */
function connect(changes: Partial<PostgresAdapterOptions> = {}): PrismaClient {
  const adapter = createPostgresAdapter({
    databaseUrl: database.url,
    schema: SCHEMA,
    poolSize: 2,
    applicationName: 'kit-test',
    ...changes,
  });
  const prisma = new PrismaClient({ adapter });
  onTestFinished(() => prisma.$disconnect());
  return prisma;
}

const countAuthors = (prisma: Pick<PrismaClient, '$queryRaw'>) =>
  prisma.$queryRaw`SELECT count(*)::int FROM author`;

/** Prisma sends a statement when its promise is awaited; this one is sent at once. */
async function sleepInDatabase(prisma: PrismaClient, seconds: number): Promise<void> {
  await prisma.$queryRaw`SELECT pg_sleep(${seconds})::text`;
}

/** A request that reads `reads` times, then writes in a transaction: `reads + 4` statements. */
async function readAndRename(prisma: PrismaClient, reads: number): Promise<void> {
  for (let read = 0; read < reads; read += 1) await countAuthors(prisma);
  await prisma.$transaction(async (transaction) => {
    await transaction.$executeRaw`UPDATE author SET name = 'Ada' WHERE id = 1`;
    await countAuthors(transaction);
  });
}

describe('the connection', () => {
  it('has the search path, deadlines and name of its service', async () => {
    const settings = await connect({ statementDeadlineMs: 4_000 }).$queryRaw`
      SELECT current_setting('search_path') AS path, current_setting('statement_timeout') AS deadline,
        current_setting('idle_in_transaction_session_timeout') AS idle,
        current_setting('application_name') AS name`;
    expect(settings).toEqual([{ path: SCHEMA, deadline: '4s', idle: '15s', name: 'kit-test' }]);
  });

  it('is one of at most `poolSize`', async () => {
    const prisma = connect({ poolSize: 3, applicationName: 'kit-pool' });
    await Promise.all(Array.from({ length: 20 }, () => countAuthors(prisma)));
    const [row] = await prisma.$queryRaw<[{ open: number }]>`
      SELECT count(*)::int AS open FROM pg_stat_activity WHERE application_name = 'kit-pool'`;
    expect(row.open).toBe(3);
  });

  it('ends a statement that takes too long, and works on', async () => {
    const prisma = connect({ poolSize: 1, statementDeadlineMs: 1_000 });
    await expect(prisma.$queryRaw`SELECT pg_sleep(5)::text`).rejects.toThrow(/statement timeout/);
    expect(await countAuthors(prisma)).toEqual([{ count: 3 }]);
  });

  it('is replaced when the server ends it', async () => {
    const prisma = connect({ applicationName: 'kit-ended' });
    await countAuthors(prisma);
    await database.endConnections('kit-ended');
    await expect.poll(() => countAuthors(prisma).catch(() => 'not yet')).toEqual([{ count: 3 }]);
  });
});

describe('recordStatements', () => {
  it('sees statements and transactions, committed and rolled back', async () => {
    const prisma = connect();
    const { result, statements } = await recordStatements(async () => {
      await prisma.$transaction([countAuthors(prisma), countAuthors(prisma)]);
      await prisma
        .$transaction(async (transaction) => {
          await transaction.$executeRaw`DELETE FROM author`;
          throw new Error('changed my mind');
        })
        .catch(() => {});
      return countAuthors(prisma);
    });
    expect(result).toEqual([{ count: 3 }]);
    expect(statements).toEqual([
      'BEGIN',
      'SELECT count(*)::int FROM author',
      'SELECT count(*)::int FROM author',
      'COMMIT',
      'BEGIN',
      'DELETE FROM author',
      'ROLLBACK',
      'SELECT count(*)::int FROM author',
    ]);
  });

  it('sees those of a service in this process that is called over HTTP', async () => {
    const prisma = connect();
    const { url, sign } = await startExample({ sleep: () => countAuthors(prisma) });
    const assertion = sign();
    const { statements } = await recordStatements(() =>
      post(url, { query: '{ sleep }' }, { assertion }),
    );
    expect(statements).toEqual(['SELECT count(*)::int FROM author']);
  });
});

describe('a request', () => {
  it('reports its own statements, however many share the pool', async () => {
    const prisma = connect({ poolSize: 2 });
    const { url, sign, log } = await startExample({
      routes: (app) =>
        app.get<{ Params: { reads: string } }>('/reads/:reads', async ({ params }) => {
          await readAndRename(prisma, Number(params.reads));
          return {};
        }),
      sleep: () => readAndRename(prisma, 2),
    });
    const plain = Array.from({ length: 20 }, async (_, reads) => {
      const response = await fetch(new URL(`/reads/${reads}`, url));
      expect(response.headers.get('server-timing')).toMatch(
        new RegExp(`^sql;dur=\\d+\\.\\d\\d;desc="${reads + 4} statements"$`),
      );
    });
    const answer = await post(url, { query: 'query Q { sleep }' }, { assertion: sign() });
    await Promise.all(plain);
    expect(answer.headers.get('server-timing')).toContain('desc="6 statements"');
    const line = await log.lineWith({ operationName: 'Q' });
    expect(line).toMatchObject({ sqlStatements: 6 });
    expect(line.sqlDurationMs).toBeGreaterThan(0);
    expect(log.lines.every(({ msg }) => msg !== 'request failed')).toBe(true);
  });

  it('begins no statement after its deadline, unless it is a mutation', async () => {
    const prisma = connect();
    const { url, sign } = await startExample({
      sleep: async () => {
        await countAuthors(prisma);
        await new Promise((resolve) => setTimeout(resolve, 2_100));
        await countAuthors(prisma);
      },
    });
    const headers = { 'causeway-timeout-ms': '2000' };
    const ask = async (query: string) =>
      recordStatements(async () => post(url, { query }, { assertion: await sign(), headers }));
    const read = await ask('{ sleep }');
    expect(read.statements).toHaveLength(1);
    expect(read.result.body.errors?.[0]?.extensions?.code).toBe('DEADLINE_EXCEEDED');
    const written = await ask('mutation { sleep }');
    expect(written.statements).toHaveLength(2);
    expect(written.result.body.data).toEqual({ sleep: true });
  });

  it('is told that the service is away when the database cannot be reached', async () => {
    const prisma = connect({ databaseUrl: 'postgresql://nobody:hunter2@127.0.0.1:1/none' });
    const { url, sign, log } = await startExample({ sleep: () => countAuthors(prisma) });
    const answer = await post(url, { query: '{ sleep }' }, { assertion: sign() });
    expect(answer.body.errors).toMatchObject([
      {
        message: 'The service is not available at the moment.',
        extensions: { code: 'SERVICE_UNAVAILABLE', requestId: expect.any(String) },
      },
    ]);
    expect(await log.line('unexpected error')).toMatchObject({ level: 'error' });
    expect(JSON.stringify(log.lines)).not.toContain('hunter2');
  });

  it('is told so when the database lets nobody in', async () => {
    const prisma = connect();
    const { url, sign } = await startExample({ sleep: () => countAuthors(prisma) });
    await database.refuseConnections();
    const answer = await post(url, { query: '{ sleep }' }, { assertion: sign() });
    expect(answer.body.errors?.[0]?.extensions?.code).toBe('SERVICE_UNAVAILABLE');
  });

  it('is told so when the server has too many connections', async () => {
    const prisma = connect({ databaseUrl: await database.urlOfFullRole() });
    const { url, sign } = await startExample({ sleep: () => countAuthors(prisma) });
    const answer = await post(url, { query: '{ sleep }' }, { assertion: sign() });
    expect(answer.body.errors?.[0]?.extensions?.code).toBe('SERVICE_UNAVAILABLE');
  });

  it('is told so when every connection stays taken', async () => {
    const prisma = connect({ poolSize: 1, connectDeadlineMs: 1_000 });
    const { url, sign } = await startExample({ sleep: () => countAuthors(prisma) });
    // Opened before it is taken: on a busy machine that alone may take longer than it is waited for.
    await expect.poll(() => countAuthors(prisma).then(() => 'open', String)).toBe('open');
    const holdsTheConnection = sleepInDatabase(prisma, 3);
    const answer = await post(url, { query: '{ sleep }' }, { assertion: sign() });
    expect(answer.body.errors?.[0]?.extensions?.code).toBe('SERVICE_UNAVAILABLE');
    await holdsTheConnection;
  });

  it('is told so when the server ends its connection during a statement', async () => {
    const prisma = connect({ applicationName: 'kit-statement' });
    const { url, sign } = await startExample({
      sleep: () => Promise.all([sleepInDatabase(prisma, 20), database.endSleeper('kit-statement')]),
    });
    const answer = await post(url, { query: '{ sleep }' }, { assertion: sign() });
    expect(answer.body.errors?.[0]?.extensions?.code).toBe('SERVICE_UNAVAILABLE');
  });

  it('is told so when the server ends its connection during a transaction', async () => {
    const prisma = connect({ applicationName: 'kit-transaction' });
    const { url, sign } = await startExample({
      sleep: () =>
        prisma.$transaction(async (transaction) => {
          await countAuthors(transaction);
          await database.endConnections('kit-transaction');
          await countAuthors(transaction);
        }),
    });
    const answer = await post(url, { query: '{ sleep }' }, { assertion: sign() });
    expect(answer.body.errors?.[0]?.extensions?.code).toBe('SERVICE_UNAVAILABLE');
  });
});
