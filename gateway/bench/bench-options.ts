import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Contender } from './contenders/contender.ts';
import { causeway, contenders } from './contenders/contenders.ts';
import { workloads } from './workloads/workloads.ts';

export const BENCH_HELP = `Usage: npm run bench -- [options]

Measures the gateway beside others, one at a time on one core. See docs/benchmarks.md.

  --only NAMES        gateways, by comma: ${contenders.map(({ name }) => name).join(', ')}
  --workload NAMES    workloads, by comma, by how they begin: ${workloads.map(({ name }) => name).join(', ')}
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
  return {
    help: values.help,
    json: values.json,
    allContenders: all,
    contenders: pick(all, values.only, (name, wanted) => name === wanted),
    workloads: pick(workloads, values.workload, (name, wanted) => name.startsWith(wanted)),
    rounds: positive('rounds', values.rounds),
    durationMs: positive('duration', values.duration) * 1_000,
    warmupMs: positive('warmup', values.warmup) * 1_000,
    connections: values.connections ? positive('connections', values.connections) : null,
    nodeFlags: values['same-flags'] ? ['--max-semi-space-size=64'] : [],
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

function positive(option: string, text: string): number {
  const number = Number(text);
  if (number > 0) return number;
  throw new Error(`--${option} must be a number above 0; it is "${text}".`);
}
