import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createLogger } from '@causeway/subgraph-kit';
import { createEventTransport, defineGroup } from '../src/index.ts';
import { eventNow, measured } from './world/measured.ts';
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
  const tookMs: number[] = [];
  for (let turn = 0; turn < times; turn += 1) tookMs.push(await measure(eventsUrl));
  tookMs.sort((one, next) => one - next);
  const median = tookMs[Math.floor(tookMs.length / 2)];
  process.stdout.write(`${values.on}: ${tookMs[0]} to ${tookMs.at(-1)} ms, median ${median} ms\n`);
}

/** A group of two, of which whoever handles an event is killed; how long until the other does. */
async function measure(eventsUrl: string): Promise<number> {
  await using cleanup = new AsyncDisposableStack();
  const group = `bench.${randomUUID()}`;
  const [one, other] = [startReader(eventsUrl, group), startReader(eventsUrl, group)];
  for (const reader of [one, other]) cleanup.defer(() => reader.kill());
  await Promise.all([one.said('subscribed'), other.said('subscribed')]);
  const logger = createLogger({ name: 'bench', level: 'warn' });
  const groups = [defineGroup(group, [measured])];
  const transport = createEventTransport(eventsUrl, { logger, groups });
  cleanup.defer(() => transport.close());
  await transport.publish([eventNow()]);
  const [first, next] = await Promise.race([
    one.said('handling').then(() => [one, other] as const),
    other.said('handling').then(() => [other, one] as const),
  ]);
  const beganMs = performance.now();
  await first.kill();
  await next.said('handling');
  return Math.round(performance.now() - beganMs);
}

function startReader(eventsUrl: string, group: string) {
  const path = fileURLToPath(new URL('world/hanging-reader.ts', import.meta.url));
  const env = { EVENTS_URL: eventsUrl, GROUP: group };
  const child = spawn(process.execPath, [path], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const lines = new Set<string>();
  const output = createInterface({ input: child.stdout }).on('line', (line) => lines.add(line));
  return {
    async said(line: string) {
      while (!lines.has(line)) await once(output, 'line');
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
