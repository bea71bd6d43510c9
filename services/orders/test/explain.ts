import { PrismaClient } from '@causeway/orders-db';
import { createPostgresAdapter } from '@causeway/subgraph-kit';

type AdapterFactory = ReturnType<typeof createPostgresAdapter>;
type Adapter = Awaited<ReturnType<AdapterFactory['connect']>>;

export interface ExplainingClient {
  readonly client: PrismaClient;
  /** The plans of the statements that `run` sends, with the very values it sends. */
  plansOf(run: () => Promise<unknown>): Promise<string>;
}

/** A client that has PostgreSQL explain each statement before it runs it. */
export function openExplainingClient(databaseUrl: string): ExplainingClient {
  const plans: string[] = [];
  const factory = createPostgresAdapter({
    databaseUrl,
    schema: 'orders',
    poolSize: 2,
    applicationName: 'causeway-orders-test',
  });
  const adapter: AdapterFactory = {
    ...factory,
    connect: async () => explaining(await factory.connect(), plans),
  };
  return {
    client: new PrismaClient({ adapter }),
    async plansOf(run) {
      plans.length = 0;
      await run();
      return plans.join('\n');
    },
  };
}

function explaining(adapter: Adapter, plans: string[]): Adapter {
  return {
    ...adapter,
    async queryRaw(query) {
      const plan = await adapter.queryRaw({ ...query, sql: `EXPLAIN ${query.sql}` });
      plans.push(plan.rows.join('\n'));
      return adapter.queryRaw(query);
    },
  };
}
