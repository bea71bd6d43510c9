import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { PrismaClient } from '@causeway/orders-db';
import { createPostgresAdapter, type PostgresAdapterOptions } from '@causeway/subgraph-kit';
import { describe, expect, onTestFinished, test } from 'vitest';
import { isInfrastructureFault } from '../../src/inbox/is-infrastructure-fault.ts';
import { useService } from '../support/use-service.ts';

/** Real errors, as the effect of an event meets them. */
describe('a fault', () => {
  const service = useService();

  function connect(changes: Partial<PostgresAdapterOptions> = {}): PrismaClient {
    const adapter = createPostgresAdapter({
      databaseUrl: service().databaseUrl,
      schema: 'orders',
      poolSize: 2,
      applicationName: 'causeway-events-test',
      ...changes,
    });
    const client = new PrismaClient({ adapter });
    onTestFinished(() => client.$disconnect());
    return client;
  }

  type Transaction = Pick<PrismaClient, '$executeRaw' | '$executeRawUnsafe' | '$queryRaw' | 'cart'>;
  const errorOf = (work: PromiseLike<unknown>): Promise<unknown> =>
    Promise.resolve(work).then(
      () => {
        throw new Error('Nothing failed.');
      },
      (error: unknown) => error,
    );
  const errorIn = (run: (transaction: Transaction) => Promise<unknown>, client = connect()) =>
    errorOf(client.$transaction(run, { maxWait: 20_000, timeout: 30_000 }));
  const raise = (sqlState: string) =>
    errorIn((transaction) =>
      transaction.$executeRawUnsafe(
        `DO $$ BEGIN RAISE EXCEPTION 'trouble' USING ERRCODE = '${sqlState}'; END $$`,
      ),
    );

  test('of a server that is away is one of the infrastructure', async () => {
    const away = connect({ databaseUrl: 'postgres://orders@127.0.0.1:1/postgres' });
    expect(isInfrastructureFault(await errorIn(async () => {}, away))).toBe(true);
  });

  test('of a server that does not answer is one of the infrastructure', async () => {
    const server = createServer(() => {}).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const databaseUrl = `postgres://orders@127.0.0.1:${port}/postgres`;
    const silent = connect({ databaseUrl, connectDeadlineMs: 200 });
    expect(isInfrastructureFault(await errorIn(async () => {}, silent))).toBe(true);
  });

  test('of a pool whose connections are all taken is one of the infrastructure', async () => {
    const client = connect({ poolSize: 1 });
    const { promise: isOver, resolve: end } = Promise.withResolvers<void>();
    const { promise: hasBegun, resolve: begin } = Promise.withResolvers<void>();
    const holding = client.$transaction(
      async () => {
        begin();
        await isOver;
      },
      { maxWait: 20_000, timeout: 30_000 },
    );
    await hasBegun;
    const error = await errorOf(client.$transaction(async () => {}, { maxWait: 100 }));
    end();
    await holding;
    expect(isInfrastructureFault(error)).toBe(true);
  });

  test('of a transaction that took too long is one of the infrastructure', async () => {
    const client = connect();
    const slow = client.$transaction(
      async (transaction) => {
        await transaction.$queryRaw`SELECT pg_sleep(0.3)::text`;
        await transaction.$queryRaw`SELECT 1`;
      },
      { maxWait: 20_000, timeout: 100 },
    );
    expect(isInfrastructureFault(await errorOf(slow))).toBe(true);
  });

  test('of a statement past its deadline is one of the infrastructure', async () => {
    const client = connect({ statementDeadlineMs: 200 });
    const error = await errorIn(
      (transaction) => transaction.$queryRaw`SELECT pg_sleep(20)::text`,
      client,
    );
    expect(isInfrastructureFault(error)).toBe(true);
  });

  test('of a session that the server ended is one of the infrastructure', async () => {
    const error = await errorIn(async (transaction) => {
      const [session] = await transaction.$queryRaw<
        [{ pid: number }]
      >`SELECT pg_backend_pid() AS pid`;
      await service().client.$queryRaw`SELECT pg_terminate_backend(${session.pid})`;
      await transaction.$queryRaw`SELECT 1`;
    });
    expect(isInfrastructureFault(error)).toBe(true);
  });

  test('of transactions that wait for each other is one of the infrastructure', async () => {
    const client = connect();
    const lock = (transaction: Transaction, key: number) =>
      transaction.$queryRaw`SELECT pg_advisory_xact_lock(${key}::bigint)::text`;
    const first = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
    const cross = (own: 0 | 1) =>
      client
        .$transaction(
          async (transaction) => {
            await lock(transaction, own);
            first[own].resolve();
            await first[own === 0 ? 1 : 0].promise;
            await lock(transaction, own === 0 ? 1 : 0);
          },
          { maxWait: 20_000, timeout: 30_000 },
        )
        .then(
          () => null,
          (error: unknown) => error,
        );
    const errors = (await Promise.all([cross(0), cross(1)])).filter((error) => error !== null);
    expect(errors.map(isInfrastructureFault)).toEqual([true]);
  });

  test.each([
    '08006',
    '40001',
    '40P01',
    '53100',
    '53200',
    '53300',
    '55P03',
    '57014',
    '57P03',
    '58030',
  ])('with SQLSTATE %s is one of the infrastructure', async (sqlState) => {
    expect(isInfrastructureFault(await raise(sqlState))).toBe(true);
  });

  test.each(['22003', '23514', '42501', '42P01', 'P0001', 'XX000'])(
    'with SQLSTATE %s is the effect’s own',
    async (sqlState) => {
      expect(isInfrastructureFault(await raise(sqlState))).toBe(false);
    },
  );

  test('that breaks a constraint is the effect’s own', async () => {
    const userId = crypto.randomUUID();
    const error = await errorIn(async ({ cart }) => {
      await cart.create({ data: { userId } });
      await cart.create({ data: { userId } });
    });
    expect(isInfrastructureFault(error)).toBe(false);
  });

  test('of the handler’s code is its own', async () => {
    const error = await errorIn(async () => {
      throw new TypeError('Cannot read properties of undefined');
    });
    expect(isInfrastructureFault(error)).toBe(false);
    expect(isInfrastructureFault('no error')).toBe(false);
  });
});
