import { randomUUID } from 'node:crypto';
import { withClient } from '@causeway/database';
import { PrismaClient } from '@causeway/orders-db';
import {
  explainStatements,
  readDocumentedQueries,
  type StatementPlan,
  useDatabase,
} from '@causeway/test-kit';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createInbox } from '../src/inbox/create-inbox.ts';
import { openOutbox } from '../src/outbox/outbox.ts';
import { countedEvent } from './support/counted.ts';

const documented = readDocumentedQueries('events');
const ROWS = 50_000;
const DAY_MS = 86_400_000;

type Plan = Pick<StatementPlan, 'indexes' | 'readWhole'>;

describe('docs/indexes.md, on 50,000 events', () => {
  const urls = useDatabase('orders');
  const plans: Plan[] = [];
  let client: PrismaClient;
  let queries: Record<string, () => Promise<unknown>>;

  beforeAll(async () => {
    await withClient(urls().ownerUrl, fillTables);
    const { appUrl: databaseUrl } = urls();
    const adapter = explainStatements({ databaseUrl, schema: 'orders' }, (plan) =>
      plans.push(plan),
    );
    client = new PrismaClient({ adapter });
    queries = { ...outboxQueries(databaseUrl, plans), ...inboxQueries(client) };
  });
  afterEach(() => vi.restoreAllMocks());
  afterAll(() => client.$disconnect());

  test('names every query of the kit, and no other', () => {
    expect(documented.map(({ query }) => query)).toEqual(Object.keys(queries));
  });

  test.each(documented)(
    '$query is served by $indexes, and nothing else',
    async ({ query, indexes }) => {
      plans.length = 0;
      await queries[query]?.();
      expect(plans).not.toEqual([]);
      expect(plans.flatMap(({ readWhole }) => readWhole)).toEqual([]);
      expect([...new Set(plans.flatMap((plan) => plan.indexes))].sort()).toEqual(
        indexes.toSorted(),
      );
    },
  );
});

/** Some wait, the others were published, handled or given up. */
async function fillTables(client: pg.Client): Promise<void> {
  const event = JSON.stringify(countedEvent(randomUUID(), 1));
  await client.query(
    `INSERT INTO outbox (partition_key, event, published_at)
     SELECT 'counter/' || n, $1::jsonb,
       CASE WHEN n % 1000 <> 0 THEN now() - n * interval '10s' END
     FROM generate_series(1, $2::int) n`,
    [event, ROWS],
  );
  await client.query(
    `INSERT INTO inbox (consumer, event_id, handled_at)
     SELECT 'test', gen_random_uuid(), now() - n * interval '1s' FROM generate_series(1, $1::int) n`,
    [ROWS],
  );
  await client.query(
    `INSERT INTO dead_letter (consumer, event_id, event, error, attempts)
     SELECT 'test', gen_random_uuid(), '{}', 'Error', 15 FROM generate_series(1, $1::int) n`,
    [ROWS],
  );
  await client.query('VACUUM (ANALYZE) outbox, inbox, dead_letter');
}

type Outbox = Awaited<ReturnType<typeof openOutbox>>;

/** Each on a connection of its own, as the relay has one. */
function outboxQueries(databaseUrl: string, plans: Plan[]): Record<string, () => Promise<unknown>> {
  const run = (query: (outbox: Outbox) => Promise<unknown>) => async () => {
    await using outbox = await openOutbox({ databaseUrl, schema: 'orders' });
    explainQueries(plans);
    await query(outbox);
  };
  const waiting = { position: '1000', event: countedEvent(randomUUID(), 1) };
  return {
    'outbox.advance': run((outbox) => outbox.advance(['2000', '3000'], 200)),
    'outbox.bury': run((outbox) => outbox.bury(waiting, 'Error')),
    'outbox.lagSeconds': run((outbox) => outbox.lagSeconds()),
    'outbox.deletePublished': run((outbox) =>
      outbox.deletePublished(new Date(Date.now() - DAY_MS)),
    ),
  };
}

/** Asks for the plan of each statement before it is run, for as long as the test lasts. */
function explainQueries(plans: Plan[]): void {
  const query = pg.Client.prototype.query as (...args: unknown[]) => Promise<pg.QueryResult>;
  vi.spyOn(pg.Client.prototype, 'query').mockImplementation(async function (
    this: pg.Client,
    ...args: unknown[]
  ) {
    const [sql, values] = args;
    const { rows } = await query.call(this, `EXPLAIN (FORMAT JSON) ${sql}`, values);
    plans.push(readPlan(JSON.stringify(rows)));
    return query.apply(this, args);
  } as never);
}

function readPlan(text: string): Plan {
  const names = (pattern: RegExp) => Array.from(text.matchAll(pattern), ([, name]) => String(name));
  return {
    indexes: names(/"(?:Index Name":|Conflict Arbiter Indexes":\[)"(\w+)"/g),
    readWhole: names(/"Node Type":"Seq Scan"[^}]*?"Relation Name":"(\w+)"/g),
  };
}

function inboxQueries(client: PrismaClient): Record<string, () => Promise<unknown>> {
  const inbox = createInbox(client, 'test');
  const eventId = randomUUID();
  const requeued = { id: 7n, event: {}, attempts: 15 };
  return {
    'inbox.once': () => inbox.once(eventId, async () => {}),
    'inbox.giveUp': () =>
      inbox.giveUp({ eventId: randomUUID(), body: {}, error: 'Error', attempts: 1 }),
    'inbox.findRequeued': () => inbox.findRequeued(),
    'inbox.handleRequeued': () => inbox.handleRequeued(requeued, randomUUID(), async () => {}),
    'inbox.giveUpAgain': () => inbox.giveUpAgain(requeued, 'Error'),
    'inbox.forget': () => inbox.forget(new Date(Date.now() - DAY_MS / 2)),
  };
}
