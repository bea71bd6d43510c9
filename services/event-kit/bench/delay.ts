import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { PrismaClient } from '@causeway/orders-db';
import { createLogger, createPostgresAdapter } from '@causeway/subgraph-kit';
import { z } from 'zod';
import {
  appendEvent,
  type CloudEvent,
  consume,
  createEvent,
  createEventTransport,
  defineEvent,
  defineGroup,
  on,
  startRelay,
} from '../src/index.ts';

const HELP = `node services/event-kit/bench/delay.ts --database URL --events URL [--events URL …]
  How long events take from commit to handled, and how many come through per second, on each transport.
  --database   a database with the tables of events, as the role that works with them (orders)
  --events     an EVENTS_URL; once for each transport
  --rate       events per second while delays are measured (20)
  --count      how many events each measurement has (400)
`;

const measured = defineEvent({
  type: 'causeway.orders.bench-measured.v1',
  aggregate: 'bench',
  data: z.object({ committedAtMs: z.number() }),
});

const { values } = parseArgs({
  options: {
    database: { type: 'string' },
    events: { type: 'string', multiple: true },
    rate: { type: 'string', default: '20' },
    count: { type: 'string', default: '400' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help || values.database === undefined || values.events === undefined) {
  process.stdout.write(HELP);
  process.exit(values.help ? 0 : 2);
}
const databaseUrl = values.database;
print(['transport', 'p50 ms', 'p99 ms', 'max ms', 'events/s']);
for (const eventsUrl of values.events) {
  print(await measure(eventsUrl, { rate: Number(values.rate), count: Number(values.count) }));
}
process.exit(0);

async function measure(eventsUrl: string, { rate, count }: { rate: number; count: number }) {
  const logger = createLogger({ name: 'bench', level: 'warn' });
  await using opened = new AsyncDisposableStack();
  const adapter = createPostgresAdapter({
    databaseUrl,
    schema: 'orders',
    poolSize: 20,
    applicationName: 'causeway-events-bench',
  });
  const client = new PrismaClient({ adapter });
  opened.defer(() => client.$disconnect());
  const transport = createEventTransport(eventsUrl, { logger });
  opened.defer(() => transport.close());
  const delaysMs: number[] = [];
  const consumer = consume({
    transport,
    client,
    // Always the same: a broker keeps what is published for every group that it knows.
    group: defineGroup('bench.delay', [measured]),
    logger,
    handlers: [
      on(measured, {
        apply: async ({ data }) => void delaysMs.push(Date.now() - data.committedAtMs),
      }),
    ],
  });
  opened.defer(() => consumer.close());
  await consumer.subscribed;
  const relay = startRelay({ databaseUrl, schema: 'orders', transport, logger });
  opened.defer(() => relay.close());

  const append = (event: CloudEvent) =>
    client.$transaction((transaction) => appendEvent(transaction, event));
  const handled = async (target: number) => {
    while (delaysMs.length < target) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  // The first make connections and caches.
  await Promise.all(Array.from({ length: 20 }, () => append(eventNow())));
  await handled(20);

  for (let index = 0; index < count; index += 1) {
    void append(eventNow());
    await new Promise((resolve) => setTimeout(resolve, 1_000 / rate));
  }
  await handled(20 + count);
  const sorted = delaysMs.slice(20).sort((one, other) => one - other);

  const load = count * 5;
  const beganMs = performance.now();
  const events = Array.from({ length: load }, eventNow);
  for (let at = 0; at < load; at += 100) {
    await client.$transaction(async (transaction) => {
      for (const event of events.slice(at, at + 100)) await appendEvent(transaction, event);
    });
  }
  await handled(20 + count + load);
  const seconds = (performance.now() - beganMs) / 1_000;
  return [
    new URL(eventsUrl).protocol.slice(0, -1),
    percentile(sorted, 0.5),
    percentile(sorted, 0.99),
    sorted.at(-1) ?? 0,
    Math.round(load / seconds),
  ];
}

function print(row: readonly (string | number)[]): void {
  process.stdout.write(`${row.map((cell) => String(cell).padStart(12)).join('')}\n`);
}

/** The time is taken before the commit, so that delays are a commit too long. */
function eventNow(): CloudEvent {
  const time = new Date();
  const data = { committedAtMs: time.getTime() };
  return createEvent(measured, { subject: randomUUID(), sequence: 1, time, data });
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
