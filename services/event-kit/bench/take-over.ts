import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { createLogger } from '@causeway/subgraph-kit';
import { createEventTransport, defineGroup } from '../src/index.ts';
import { counted, countedEvent } from '../test/support/counted.ts';
import { startProcess } from '../test/support/start-process.ts';
import { startWorld } from './world/start-world.ts';

const HELP = `node services/event-kit/bench/take-over.ts [options]
  How long it takes from SIGKILL to a process that handles an event until another of its group handles it.
  Starts PostgreSQL, and the broker that it is to measure.
  --on T         postgres, or rabbitmq, where rabbitmq-server is installed (postgres)
  --times N      how often (20)
`;

const { values } = parseArgs({
  options: {
    on: { type: 'string', default: 'postgres' },
    times: { type: 'string', default: '20' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) process.stdout.write(HELP);
else await main(Number(values.times));
process.exit(0);

async function main(times: number): Promise<void> {
  await using cleanup = new AsyncDisposableStack();
  const world = await startWorld(cleanup);
  const eventsUrl = values.on === 'rabbitmq' ? await world.startRabbitmq() : world.queuesUrl;
  const env = { DATABASE_URL: world.databaseUrl, EVENTS_URL: eventsUrl, CONCURRENCY: '5' };
  const tookMs: number[] = [];
  for (let turn = 0; turn < times; turn += 1) tookMs.push(await measure(env));
  tookMs.sort((one, next) => one - next);
  const median = tookMs[Math.floor(tookMs.length / 2)];
  process.stdout.write(`${values.on}: ${tookMs[0]} to ${tookMs.at(-1)} ms, median ${median} ms\n`);
}

/** A group of two, of which whoever handles an event is killed; how long until the other does. */
async function measure(env: { EVENTS_URL: string } & Record<string, string>): Promise<number> {
  await using cleanup = new AsyncDisposableStack();
  const group = `bench.${randomUUID()}`;
  const processes = [1, 2].map(() => startProcess('noting-process.ts', { ...env, GROUP: group }));
  for (const each of processes) cleanup.defer(() => each.kill());
  await Promise.all(processes.map((each) => each.said('subscribed')));
  const logger = createLogger({ name: 'bench', level: 'warn' });
  const groups = [defineGroup(group, [counted])];
  const transport = createEventTransport(env.EVENTS_URL, { logger, groups });
  cleanup.defer(() => transport.close());
  await transport.publish([countedEvent(randomUUID(), 1, 'hold')]);
  const handling = await Promise.race(
    processes.map((each) => each.said('handling').then(() => each)),
  );
  const beganMs = performance.now();
  await handling.kill();
  await Promise.all(
    processes.filter((each) => each !== handling).map((each) => each.said('handling')),
  );
  return Math.round(performance.now() - beganMs);
}
