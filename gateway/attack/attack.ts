import { writeFileSync } from 'node:fs';
import { ATTACK_HELP, type AttackOptions, parseAttackOptions } from './attack-options.ts';
import { describeCase, formatFaults, formatSuite } from './report/format-suite.ts';
import { createReadMemory } from './run/read-memory.ts';
import { type GroupReport, runSuite } from './run/run-suite.ts';
import { readTarget } from './target/read-target.ts';

/** Tries to break a server, or several beside each other: `npm run attack -- --help`. */
const options = parseAttackOptions(process.argv.slice(2));
// Not left to the event loop: a server that hangs may still hold sockets.
process.exit(options.help ? printHelp() : await main(options));

async function main(options: AttackOptions): Promise<number> {
  const reports = await attack(options);
  print(`\n${formatSuite(reports)}\n`);
  print(formatFaults(reports));
  if (options.json !== undefined) writeFileSync(options.json, JSON.stringify(reports, null, 2));
  return reports.every(isPassed) ? 0 : 1;
}

async function attack(options: AttackOptions): Promise<GroupReport[]> {
  const { url, headers, query, schema, holdMs, publicKeys } = options;
  const { groups, exact, deadlineMs, patienceMs } = options;
  const target = await readTarget({
    ...{ url: url as URL, headers, query, schemaFile: schema, holdMs, publicKeys },
  });
  return runSuite({
    ...{ target, groups, isExact: exact, deadlineMs, patienceMs },
    readMemory: createReadMemory(options),
    report: (group, report) =>
      print(`${report.faults.length > 0 ? '✗' : '·'} ${group.name}: ${describeCase(report)}`),
  });
}

function isPassed({ cases }: GroupReport): boolean {
  return cases.every(({ faults }) => faults.length === 0);
}

function printHelp(): number {
  print(ATTACK_HELP);
  return 0;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
