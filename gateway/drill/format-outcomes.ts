import { formatNumber as number } from '../bench/report/format-number.ts';
import { markdownTable } from '../bench/report/markdown-table.ts';
import type { ScenarioResult } from './run-scenarios.ts';

const HEAD = [
  ...['scenario', 'result', 'requests', 'failed', 'p50 ms', 'during', 'p99 ms', 'during'],
  ...['pause ms', 'heap MB', 'after'],
];
/** Columns of text; the others are numbers. */
const LEFT = 2;

/** One table in Markdown; what else is to be said below it. */
export function formatOutcomes(results: readonly ScenarioResult[]): string {
  const notes = results.flatMap(({ name, outcome, problems }) =>
    [...(outcome?.notes ?? []), ...problems].map((note) => `- ${name}: ${note}`),
  );
  return [markdownTable(HEAD, results.map(cellsOf), LEFT), '', ...notes].join('\n').trimEnd();
}

function cellsOf({ name, passed, outcome }: ScenarioResult): string[] {
  const result = passed ? 'passed' : 'FAILED';
  if (outcome === null) return [name, result, ...HEAD.slice(LEFT).map(() => '–')];
  const { before, during, heapBytes } = outcome;
  return [
    ...[name, result, String(outcome.requests), String(outcome.failed)],
    ...[before.p50Ms, during.p50Ms, before.p99Ms, during.p99Ms].map(number),
    ...[outcome.longestPauseMs, megabytes(heapBytes.before), megabytes(heapBytes.after)].map(
      (figure) => (figure === null ? '–' : number(figure)),
    ),
  ];
}

function megabytes(bytes: number | null): number | null {
  return bytes === null ? null : bytes / 1e6;
}
