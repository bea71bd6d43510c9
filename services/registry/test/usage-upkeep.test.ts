import { PrismaClient } from '@causeway/registry-db';
import { createPostgresAdapter, transactionDeadlines } from '@causeway/subgraph-kit';
import { useDatabase } from '@causeway/test-kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReportedOperation } from '../src/usage/usage-report.ts';
import { createUsageStore, type UsageStore } from '../src/usage/usage-store.ts';

const DAY_MS = 24 * 3_600_000;
const NOW = new Date('2026-06-15T12:30:00Z');
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY_MS);
const idOf = (number: number) => number.toString(16).padStart(64, '0');
const keyOf = (number: number) =>
  `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;

const database = useDatabase('registry');
let client: PrismaClient;
let store: UsageStore;

beforeAll(() => {
  client = new PrismaClient({
    adapter: createPostgresAdapter({
      databaseUrl: database().appUrl,
      schema: 'registry',
      poolSize: 10,
      applicationName: 'usage-upkeep-test',
    }),
    transactionOptions: transactionDeadlines,
  });
  store = createUsageStore(client);
});
afterAll(() => client.$disconnect());

function asked(id: string, clients: readonly string[], count = 1): ReportedOperation {
  return {
    ...{ id, name: null, type: 'query' as const },
    clients: clients.map((name) => ({ name, version: '1', count, errorCount: 0 })),
  };
}

async function keep(ref: string, id: string, firstSeen: Date): Promise<void> {
  const operation = { id, name: null, type: 'QUERY' as const, document: '{ a }', coordinates: [] };
  await store.keepOperations(ref, [operation], firstSeen);
}

describe('what is forgotten', () => {
  const ref = 'shop@old';
  const rowsOf = async () => ({
    operations: (await client.recordedOperation.findMany({ where: { ref } })).map(({ id }) => id),
    hours: (await client.operationUsage.findMany({ where: { ref }, orderBy: { hour: 'asc' } })).map(
      ({ hour }) => hour,
    ),
    keys: (await client.usageReport.findMany({ where: { ref } })).map(({ key }) => key),
  });

  test('is what was counted too long ago, what nobody asked for since, and the keys of a day ago', async () => {
    const gone = idOf(1);
    const still = idOf(2);
    const unasked = idOf(3);
    const counted = idOf(4);
    await keep(ref, gone, daysAgo(100));
    await keep(ref, still, daysAgo(100));
    await keep(ref, unasked, daysAgo(10));
    await keep('shop@other', gone, daysAgo(100));
    const count = (key: number, days: number, ...ids: string[]) =>
      store.addCounts(ref, keyOf(key), {
        operations: ids.map((id) => asked(id, ['web'])),
        at: daysAgo(days),
      });
    await count(1, 95, gone, still, counted);
    await count(2, 5, still);
    await count(3, 0.5, still);
    await store.addCounts('shop@other', keyOf(4), {
      operations: [asked(gone, ['web'])],
      at: daysAgo(5),
    });

    await store.forgetBefore(daysAgo(90), NOW);

    const rows = await rowsOf();
    expect(rows.operations.sort()).toEqual([still, unasked]);
    expect(rows.hours).toEqual([
      new Date('2026-06-10T12:00:00Z'),
      new Date('2026-06-15T00:00:00Z'),
    ]);
    expect(rows.keys).toEqual([keyOf(3)]);
    expect(await store.countOperations('shop@other')).toBe(1);
  });

  test('is all of it, also when it is more than one statement deletes', async () => {
    await client.$executeRaw`
      INSERT INTO operation_usage
      SELECT 'shop@many', lpad(to_hex(n), 64, '0'), '', '', ${daysAgo(91)}, 1, 0, ${daysAgo(91)}
      FROM generate_series(1, 12000) n`;
    // Several processes do so at once.
    await Promise.all([1, 2, 3].map(() => store.forgetBefore(daysAgo(90), NOW)));
    expect(await client.operationUsage.count({ where: { ref: 'shop@many' } })).toBe(0);
  });
});

test('reports that come at once and name the same operations, each in its own order, are all counted', async () => {
  const ref = 'shop@busy';
  const [gateways, reports, operations] = [8, 6, 40];
  const ids = Array.from({ length: operations }, (_, number) => idOf(number));
  const report = (gateway: number, number: number) => {
    const turned = [...ids.slice(gateway * 5), ...ids.slice(0, gateway * 5)];
    const ordered = (gateway + number) % 2 === 0 ? turned : turned.toReversed();
    const clients = gateway % 2 === 0 ? ['web', 'ios'] : ['ios', 'web'];
    return store.addCounts(ref, keyOf(1_000 + gateway * reports + number), {
      operations: ordered.map((id) => asked(id, clients, 3)),
      at: NOW,
    });
  };
  const work = Array.from({ length: gateways }, async (_, gateway) => {
    for (let number = 0; number < reports; number += 1) {
      await report(gateway, number);
      // The answer was lost, and it comes again.
      await report(gateway, number);
    }
  });
  await Promise.all(work);
  const rows = await client.operationUsage.findMany({ where: { ref } });
  expect(rows).toHaveLength(operations * 2);
  expect(new Set(rows.map(({ count }) => count))).toEqual(
    new Set([BigInt(gateways * reports * 3)]),
  );
});
