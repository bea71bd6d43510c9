import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Contender } from './contenders/contender.ts';
import { causeway, contenders } from './contenders/contenders.ts';
import { positive } from './positive.ts';
import { workloads } from './workloads/workloads.ts';

/** What a request costs, and what an operation costs. */
const WORKERS_WORKLOADS = 'tiny,federated-all-different';

export const BENCH_HELP = `Usage: npm run bench -- [options]

Measures the gateway beside others, one at a time on one core. See docs/benchmarks.md.

  --only NAMES        gateways, by comma: ${contenders.map(({ name }) => name).join(', ')}
  --workload NAMES    workloads, by comma, by how they begin: ${workloads.map(({ name }) => name).join(', ')}
  --workers COUNTS    our gateway alone, as so many processes on one port, such as 1,2; on all cores,
                      with ${WORKERS_WORKLOADS} unless others are named
  --rounds N          how often each gateway is measured (3)
  --duration S        seconds of each measurement (5)
  --warmup S          seconds of load before it (3)
  --connections N     connections, where a workload does not need fewer
  --same-flags        gives every gateway the Node.js flags that ours is started with
  --main FILE         our gateway's main.ts, such as that of another checkout
  --json FILE         writes all figures
  --help              this
`;

export type BenchOptions = ReturnType<typeof parseBenchOptions>;

export function parseBenchOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== '--'),
    options: {
      only: { type: 'string' },
      workload: { type: 'string' },
      workers: { type: 'string' },
      rounds: { type: 'string', default: '3' },
      duration: { type: 'string', default: '5' },
      warmup: { type: 'string', default: '3' },
      connections: { type: 'string' },
      'same-flags': { type: 'boolean', default: false },
      main: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const all = contendersWith(values.main);
  const workers = values.workers?.split(',').map((count) => wholePositive('workers', count));
  const workloadNames = values.workload ?? (workers && WORKERS_WORKLOADS);
  return {
    help: values.help,
    json: values.json,
    allContenders: all,
    workers: workers ?? null,
    contenders: pick(all, values.only, (name, wanted) => name === wanted),
    workloads: pick(workloads, workloadNames, (name, wanted) => name.startsWith(wanted)),
    rounds: positive('rounds', values.rounds),
    durationMs: positive('duration', values.duration) * 1_000,
    warmupMs: positive('warmup', values.warmup) * 1_000,
    connections: values.connections ? positive('connections', values.connections) : null,
    nodeFlags: values['same-flags'] ? ['--max-semi-space-size=32'] : [],
  };
}

function contendersWith(main: string | undefined): readonly Contender[] {
  if (main === undefined) return contenders;
  const own = causeway(resolve(main));
  return contenders.map((contender) => (contender.name === own.name ? own : contender));
}

function pick<T extends { name: string }>(
  all: readonly T[],
  names: string | undefined,
  matches: (name: string, wanted: string) => boolean,
): readonly T[] {
  if (names === undefined) return all;
  const wanted = names.split(',');
  for (const name of wanted) {
    if (!all.some((one) => matches(one.name, name))) {
      throw new Error(
        `There is no "${name}". There are: ${all.map((one) => one.name).join(', ')}.`,
      );
    }
  }
  return all.filter((one) => wanted.some((name) => matches(one.name, name)));
}

function wholePositive(option: string, text: string): number {
  const number = positive(option, text);
  if (Number.isInteger(number)) return number;
  throw new Error(`--${option} takes whole numbers; "${text}" is none.`);
}
