import { formatNotes } from '../report/format-notes.ts';
import { formatNumber } from '../report/format-number.ts';
import { markdownTable } from '../report/markdown-table.ts';
import type { WorkersSummary } from './summarize-workers.ts';

const HEAD = [
  ...['workload', 'processes', 'req/s', '× first', 'CPU ms', 'cores', "load's cores"],
  ...['largest share', 'p50 ms', 'p99 ms', 'peak MB'],
];

/** One table in Markdown of how throughput grows with processes; notes below it. */
export function formatWorkers(summaries: readonly WorkersSummary[]): string {
  const rows = summaries.flatMap(({ workload, rows }) => rows.map((row) => cellsOf(workload, row)));
  return [markdownTable(HEAD, rows, 1), '', ...formatNotes(summaries)].join('\n').trimEnd();
}

function cellsOf(
  workload: string,
  { name, figures, timesFirst, notes }: WorkersSummary['rows'][number],
): string[] {
  const start = [workload, notes.length > 0 ? `${name}*` : name];
  if (figures === null) return [...start, ...HEAD.slice(start.length).map(() => '–')];
  return [
    ...start,
    formatNumber(figures.requestsPerSecond),
    formatNumber(timesFirst ?? Number.NaN),
    formatNumber(figures.cpuMsPerRequest),
    formatNumber(figures.busy),
    formatNumber(figures.loadBusy),
    `${(figures.largestShare * 100).toFixed(0)} %`,
    formatNumber(figures.p50Ms),
    formatNumber(figures.p99Ms),
    formatNumber(figures.peakMemoryBytes / 1e6),
  ];
}
