import { randomUUID } from 'node:crypto';
import { type Prisma, PrismaClient } from '@causeway/orders-db';
import { createLogger, createPostgresAdapter, transactionDeadlines } from '@causeway/subgraph-kit';
import { useDatabase, useEventQueue } from '@causeway/test-kit';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  appendEvent,
  consume,
  createEventTransport,
  defineGroup,
  on,
  startRelay,
} from '../../src/index.ts';
import { counted, countedEvent } from '../support/counted.ts';

const logger = createLogger({ name: 'events', level: 'silent' });
const EVENTUALLY = { timeout: 50_000, interval: 50 };

describe('an event', () => {
  const urls = useDatabase('orders');
  const eventsUrl = useEventQueue();
  const opened = new AsyncDisposableStack();
  let client: PrismaClient;

  beforeAll(() => {
    client = new PrismaClient({
      adapter: createPostgresAdapter({
        databaseUrl: urls().appUrl,
        schema: 'orders',
        poolSize: 5,
        applicationName: 'causeway-events-test',
      }),
      transactionOptions: transactionDeadlines,
    });
    return () => client.$disconnect();
  });
  afterEach(() => opened.disposeAsync());

  test('of a transaction that commits has its effect once, of one that does not, none', async () => {
    const transport = createEventTransport(eventsUrl(), { logger });
    opened.defer(() => transport.close());
    const relay = startRelay({ databaseUrl: urls().appUrl, schema: 'orders', transport, logger });
    opened.defer(() => relay.close());
    const seen: number[] = [];
    const consumer = consume({
      transport,
      client,
      group: defineGroup('test.seen', [counted]),
      logger,
      handlers: [
        on(counted, {
          apply: async (event, transaction: Prisma.TransactionClient) => {
            await transaction.outbox.count();
            seen.push(event.data.count);
          },
        }),
      ],
    });
    opened.defer(() => consumer.close());
    await consumer.subscribed;

    const counter = randomUUID();
    await client.$transaction((transaction) => appendEvent(transaction, countedEvent(counter, 1)));
    const rolledBack = client.$transaction(async (transaction) => {
      await appendEvent(transaction, countedEvent(counter, 2));
      throw new Error('no');
    });
    await expect(rolledBack).rejects.toThrow('no');
    await client.$transaction((transaction) => appendEvent(transaction, countedEvent(counter, 3)));
    await expect.poll(() => seen, EVENTUALLY).toEqual([1, 3]);
    await expect
      .poll(() => client.outbox.count({ where: { publishedAt: null } }), EVENTUALLY)
      .toBe(0);
  });
});
