import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BENCH_HELP, type BenchOptions, parseBenchOptions } from './bench-options.ts';
import type { Contender } from './contenders/contender.ts';
import { contenders, OWN_NAME } from './contenders/contenders.ts';
import { installPeers } from './contenders/install-peers.ts';
import { arePinned, moveToLoadCore } from './machine/cores.ts';
import { describeMachine } from './machine/describe-machine.ts';
import { usageIsKnown } from './machine/process-usage.ts';
import { measureWorkload, type Round } from './measure-workload.ts';
import { optionsOrExit } from './options-or-exit.ts';
import { formatTable } from './report/format-table.ts';
import { summarizeRounds, type WorkloadSummary } from './report/summarize-rounds.ts';
import { formatWorkers } from './workers/format-workers.ts';
import { summarizeWorkers } from './workers/summarize-workers.ts';
import { workerContenders } from './workers/worker-contenders.ts';
import type { Workload } from './workloads/workload.ts';

/** Measures this gateway, beside others or as several processes: `npm run bench -- --help`. */
const options = optionsOrExit(parseBenchOptions);
// Not left to the event loop: gateways that were killed may still hold sockets.
process.exit(options.help ? printHelp() : await main(options));

async function main(options: BenchOptions): Promise<number> {
  const summaries = options.workers === null ? await compare(options) : await scale(options);
  if (options.json !== undefined) {
    const written = { machine: describeMachine(), at: new Date().toISOString(), summaries };
    writeFileSync(options.json, JSON.stringify(written, null, 2));
  }
  return summaries.every(isOursFaultless) ? 0 : 1;
}

/** Gateways beside each other, each on one core. */
async function compare(options: BenchOptions): Promise<WorkloadSummary[]> {
  await installPeers();
  moveToLoadCore();
  if (!arePinned) print('Nothing is pinned to a core: there is no `taskset`, or one core only.');
  const measured = await measureWorkloads(options, options.contenders);
  const summaries = measured.map(({ workload, rounds }) => summarizeRounds(workload, rounds));
  print(`\n${formatTable(summaries)}`);
  return summaries;
}

/** Ours as one process and as several, on all cores. */
async function scale(options: BenchOptions): Promise<WorkloadSummary[]> {
  const own = options.allContenders.find(({ name }) => name === OWN_NAME) as Contender;
  const measured = await measureWorkloads(options, workerContenders(own, options.workers ?? []));
  const summaries = measured.map(({ workload, rounds }) => summarizeWorkers(workload, rounds));
  print(`\n${formatWorkers(summaries)}`);
  return summaries;
}

async function measureWorkloads(
  options: BenchOptions,
  contenders: readonly Contender[],
): Promise<{ workload: Workload; rounds: Round[] }[]> {
  print(describeMachine());
  if (!usageIsKnown) print('CPU time and memory are not known: this is not Linux.');
  const folder = makeFolder();
  const measured: { workload: Workload; rounds: Round[] }[] = [];
  for (const workload of options.workloads) {
    print(`\n${workload.name}: ${workload.summary}`);
    const rounds = await measureWorkload({
      ...{ workload, folder, contenders, allContenders: options.allContenders },
      rounds: options.rounds,
      load: {
        ...{ warmupMs: options.warmupMs, durationMs: options.durationMs },
        connections: Math.min(workload.connections, options.connections ?? Infinity),
        nodeFlags: options.nodeFlags,
      },
      report: (line) => print(`  · ${line}`),
    });
    measured.push({ workload, rounds });
  }
  return measured;
}

/** Removed when this process ends, also by a signal. */
function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => process.exit(130));
  return folder;
}

/** Faults of peers are told and are no failure of the command. */
function isOursFaultless({ rows }: WorkloadSummary): boolean {
  const peers = new Set(contenders.map(({ name }) => name).filter((name) => name !== OWN_NAME));
  return rows.every(({ name, notes }) => peers.has(name) || notes.length === 0);
}

function printHelp(): number {
  print(BENCH_HELP);
  return 0;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
