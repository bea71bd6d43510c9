import { readTarget } from '../attack/target/read-target.ts';
import { optionsOrExit } from '../bench/options-or-exit.ts';
import { FUZZ_HELP, type FuzzCommand, parseFuzzOptions } from './fuzz-options.ts';
import { type FuzzReport, runFuzz } from './run-fuzz.ts';

const DEADLINE_MS = 10_000;

/** Sends requests made up by chance: `npm run fuzz -- --help`. */
const command = optionsOrExit(parseFuzzOptions);
// Not left to the event loop: a server that hangs may still hold sockets.
process.exit(command.help ? printHelp() : await main(command));

async function main(command: FuzzCommand): Promise<number> {
  const { url, query, schema, seed, only, durationMs, mostRequests } = command;
  const target = await readTarget({
    ...{ url: url as URL, headers: {}, query, schemaFile: schema, holdMs: 0, publicKeys: [] },
  });
  print(`seed ${seed}`);
  const report = await runFuzz({
    ...{ target, seed, only, durationMs, mostRequests, deadlineMs: DEADLINE_MS },
  });
  print(describe(report, target.url));
  return report.failure === null && report.innocent.faults.length === 0 ? 0 : 1;
}

function describe({ requests, slowestMs, innocent, failure }: FuzzReport, url: URL): string {
  const lines = [
    `${requests} requests, the slowest in ${Math.round(slowestMs)} ms; ` +
      `${innocent.requests} innocent ones, the slowest in ${Math.round(innocent.worstMs)} ms`,
    ...innocent.faults.map((fault) => `✗ an innocent request fails: ${fault}`),
  ];
  if (failure === null) return lines.join('\n');
  const { seed, only, request, fault } = failure;
  lines.push(
    ...[`✗ ${fault}`, '', request.head, '', JSON.stringify(request.body), ''],
    `Again: npm run fuzz -- --url ${url} --seed ${seed} --only ${only}`,
  );
  return lines.join('\n');
}

function printHelp(): number {
  print(FUZZ_HELP);
  return 0;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
