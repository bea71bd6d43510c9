import { writeFileSync } from 'node:fs';
import { OWN_NAME } from '../bench/contenders/contenders.ts';
import { optionsOrExit } from '../bench/options-or-exit.ts';
import { ATTACK_HELP, type AttackOptions, parseAttackOptions } from './attack-options.ts';
import { compare } from './compare.ts';
import type { Group } from './groups/group.ts';
import { describeCase, formatFaults, formatSuite } from './report/format-suite.ts';
import { createReadMemory } from './run/read-memory.ts';
import type { CaseReport } from './run/run-case.ts';
import { type GroupReport, runSuite } from './run/run-suite.ts';
import { readTarget } from './target/read-target.ts';

/** Tries to break a server, or several beside each other: `npm run attack -- --help`. */
const options = optionsOrExit(parseAttackOptions);
// Not left to the event loop: a server that hangs may still hold sockets.
process.exit(options.help ? printHelp() : await main(options));

async function main(options: AttackOptions): Promise<number> {
  if (options.compare !== null) return compareAll(options.compare, options);
  const reports = await attack(options);
  print(`\n${formatSuite(reports)}\n`);
  print(formatFaults(reports));
  write(options, reports);
  return reports.every(isPassed) ? 0 : 1;
}

/** Faults of peers are told and are no failure of the command. */
async function compareAll(names: readonly string[], options: AttackOptions): Promise<number> {
  const compared = await compare(names, options, tell);
  for (const { contender, reports, restarts } of compared) {
    print(`\n${contender}, started anew ${restarts} times\n\n${formatSuite(reports)}\n`);
    print(formatFaults(reports));
  }
  write(options, compared);
  const own = compared.find(({ contender }) => contender === OWN_NAME);
  return own === undefined || own.reports.every(isPassed) ? 0 : 1;
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
    report: tell,
  });
}

function tell({ name }: Group, report: CaseReport): void {
  print(`${report.faults.length > 0 ? '✗' : '·'} ${name}: ${describeCase(report)}`);
}

function write({ json }: AttackOptions, all: unknown): void {
  if (json !== undefined) writeFileSync(json, JSON.stringify(all, null, 2));
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
