import { markdownTable } from '../../bench/report/markdown-table.ts';
import type { CaseReport } from '../run/run-case.ts';
import type { GroupReport } from '../run/run-suite.ts';

const HEAD = [
  'group',
  'cases',
  'passed',
  'worst answer ms',
  'worst innocent wait ms',
  'MB before',
  'MB after',
];

/** A row for each group, and one for all of them. */
export function formatSuite(reports: readonly GroupReport[]): string {
  const rows = reports.map(({ group, cases, memoryBytes }) => [
    group,
    ...cellsOf(cases),
    megabytes(memoryBytes.before),
    megabytes(memoryBytes.after),
  ]);
  const all = reports.flatMap(({ cases }) => cases);
  const before = reports[0]?.memoryBytes.before ?? null;
  const after = reports.at(-1)?.memoryBytes.after ?? null;
  const total = ['**all**', ...cellsOf(all), megabytes(before), megabytes(after)];
  return markdownTable(HEAD, [...rows, total], 1);
}

/** What is wrong, case by case; empty if nothing is. */
export function formatFaults(reports: readonly GroupReport[]): string {
  return reports
    .flatMap(({ group, cases }) =>
      cases
        .filter(({ faults }) => faults.length > 0)
        .map((report) => `✗ ${group}: ${describeCase(report)}`),
    )
    .join('\n');
}

/** One line for the case, and one for each fault. */
export function describeCase({
  name,
  known,
  answerMs,
  outcomes,
  innocent,
  faults,
}: CaseReport): string {
  const told = outcomes.slice(0, 3).join(', ');
  const waits = `${whole(answerMs)} ms, innocent ${whole(innocent.worstMs)} ms`;
  const title = known === undefined ? name : `${name} [${known}]`;
  return [`${title}: ${told} (${waits})`, ...faults.map((fault) => `    ${fault}`)].join('\n');
}

function cellsOf(cases: readonly CaseReport[]): string[] {
  const passed = cases.filter(({ faults }) => faults.length === 0).length;
  const worst = (read: (report: CaseReport) => number) => whole(Math.max(0, ...cases.map(read)));
  return [
    String(cases.length),
    String(passed),
    worst(({ answerMs }) => answerMs),
    worst(({ innocent }) => innocent.worstMs),
  ];
}

function megabytes(bytes: number | null): string {
  return bytes === null ? '–' : whole(bytes / 1e6);
}

function whole(number: number): string {
  return Math.round(number).toLocaleString('en');
}
