import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BENCH_HELP, type BenchOptions, parseBenchOptions } from './bench-options.ts';
import { installPeers } from './contenders/install-peers.ts';
import { arePinned, moveToLoadCore } from './machine/cores.ts';
import { describeMachine } from './machine/describe-machine.ts';
import { usageIsKnown } from './machine/process-usage.ts';
import { measureWorkload } from './measure-workload.ts';
import { formatTable } from './report/format-table.ts';
import { summarizeRounds, type WorkloadSummary } from './report/summarize-rounds.ts';

/** Measures this gateway beside others: `npm run bench -- --help`. */
const options = parseBenchOptions(process.argv.slice(2));
// Not left to the event loop: gateways that were killed may still hold sockets.
process.exit(options.help ? printHelp() : await main(options));

async function main(options: BenchOptions): Promise<number> {
  await installPeers();
  moveToLoadCore();
  print(describeMachine());
  if (!arePinned) print('Nothing is pinned to a core: there is no `taskset`, or one core only.');
  if (!usageIsKnown) print('CPU time and memory are not known: this is not Linux.');
  const folder = makeFolder();
  const summaries: WorkloadSummary[] = [];
  for (const workload of options.workloads) {
    print(`\n${workload.name}: ${workload.summary}`);
    const rounds = await measureWorkload({
      ...{
        workload,
        folder,
        contenders: options.contenders,
        allContenders: options.allContenders,
      },
      rounds: options.rounds,
      load: {
        ...{ warmupMs: options.warmupMs, durationMs: options.durationMs },
        connections: Math.min(workload.connections, options.connections ?? Infinity),
        nodeFlags: options.nodeFlags,
      },
      report: (line) => print(`  · ${line}`),
    });
    summaries.push(summarizeRounds(workload, rounds));
  }
  print(`\n${formatTable(summaries)}`);
  if (options.json !== undefined) {
    const written = { machine: describeMachine(), at: new Date().toISOString(), summaries };
    writeFileSync(options.json, JSON.stringify(written, null, 2));
  }
  return summaries.every(isOursFaultless) ? 0 : 1;
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
  return rows.every(({ name, notes }) => name !== 'causeway' || notes.length === 0);
}

function printHelp(): number {
  print(BENCH_HELP);
  return 0;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
