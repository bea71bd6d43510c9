import { parseArgs } from 'node:util';
import { createLogger } from '@causeway/subgraph-kit';
import {
  appendEvent,
  type CloudEvent,
  consume,
  createEventTransport,
  on,
  startRelay,
} from '../src/index.ts';
import { benchGroup, eventNow, measured } from './world/measured.ts';
import { openClient } from './world/open-client.ts';
import { percentile } from './world/percentile.ts';
import { startWorld, type World } from './world/start-world.ts';

const HELP = `node services/event-kit/bench/delay.ts [options]
  How long events take from commit to handled, and how many come through per second, on each transport.
  Starts PostgreSQL, with an outbox and queues of its own, and the brokers that it is to measure.
  --on T         postgres, rabbitmq (rabbitmq-server must be installed) or an EVENTS_URL; once for each
                 transport (postgres)
  --rate N       events per second while delays are measured (20)
  --count N      how many events each measurement has (400)
`;
const WARM_UP = 20;

interface Load {
  readonly rate: number;
  readonly count: number;
}

const { values } = parseArgs({
  options: {
    on: { type: 'string', multiple: true, default: ['postgres'] },
    rate: { type: 'string', default: '20' },
    count: { type: 'string', default: '400' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) process.stdout.write(HELP);
else await main({ rate: Number(values.rate), count: Number(values.count) });
process.exit(0);

async function main(load: Load): Promise<void> {
  await using cleanup = new AsyncDisposableStack();
  const world = await startWorld(cleanup);
  print(['transport', 'p50 ms', 'p99 ms', 'max ms', 'events/s']);
  for (const name of values.on) {
    print([
      name.split(':')[0] ?? name,
      ...(await measure(world, await addressOf(name, world), load)),
    ]);
  }
}

async function addressOf(name: string, world: World): Promise<string> {
  if (name === 'postgres') return world.queuesUrl;
  return name === 'rabbitmq' ? world.startRabbitmq() : name;
}

async function measure(
  { databaseUrl }: World,
  eventsUrl: string,
  load: Load,
): Promise<readonly number[]> {
  await using opened = new AsyncDisposableStack();
  const logger = createLogger({ name: 'bench', level: 'warn' });
  const client = openClient(databaseUrl, opened);
  const transport = createEventTransport(eventsUrl, { logger, groups: [benchGroup] });
  opened.defer(() => transport.close());
  const delaysMs: number[] = [];
  const consumer = consume({
    transport,
    client,
    group: benchGroup,
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
  const append = (...events: readonly CloudEvent[]) =>
    client.$transaction(async (transaction) => {
      for (const event of events) await appendEvent(transaction, event);
    });
  // The first make connections and caches.
  await Promise.all(Array.from({ length: WARM_UP }, () => append(eventNow())));
  await untilHandled(delaysMs, WARM_UP);
  await appendAtRate(append, load);
  await untilHandled(delaysMs, WARM_UP + load.count);
  const sorted = delaysMs.slice(WARM_UP).sort((one, other) => one - other);
  const perSecond = await measureThroughput(append, delaysMs, load.count * 5);
  return [percentile(sorted, 0.5), percentile(sorted, 0.99), sorted.at(-1) ?? 0, perSecond];
}

type Append = (...events: readonly CloudEvent[]) => Promise<void>;

async function appendAtRate(append: Append, { rate, count }: Load): Promise<void> {
  const appended: Promise<void>[] = [];
  for (let index = 0; index < count; index += 1) {
    appended.push(append(eventNow()));
    await new Promise((resolve) => setTimeout(resolve, 1_000 / rate));
  }
  await Promise.all(appended);
}

/** How many events per second come through when many are there at once. */
async function measureThroughput(
  append: Append,
  handled: readonly unknown[],
  count: number,
): Promise<number> {
  const target = handled.length + count;
  const events = Array.from({ length: count }, eventNow);
  const beganMs = performance.now();
  for (let at = 0; at < count; at += 100) await append(...events.slice(at, at + 100));
  await untilHandled(handled, target);
  return Math.round(count / ((performance.now() - beganMs) / 1_000));
}

async function untilHandled(handled: readonly unknown[], target: number): Promise<void> {
  while (handled.length < target) await new Promise((resolve) => setTimeout(resolve, 5));
}

function print(row: readonly (string | number)[]): void {
  process.stdout.write(`${row.map((cell) => String(cell).padStart(12)).join('')}\n`);
}
