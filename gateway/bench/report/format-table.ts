import { formatNotes } from './format-notes.ts';
import { formatNumber as number } from './format-number.ts';
import { markdownTable } from './markdown-table.ts';
import type { SummaryRow, WorkloadSummary } from './summarize-rounds.ts';

const HEAD = [
  'workload',
  'gateway',
  'req/s/core',
  'req/s',
  'CPU ms',
  'busy',
  'p50 ms',
  'p99 ms',
  'peak MB',
  'subreq.',
  'pause ms',
  '× apollo-fastify',
  '× hive-rust',
];
/** Columns of text; the others are numbers. */
const LEFT = 2;

/** One table in Markdown for all workloads; notes below it. */
export function formatTable(summaries: readonly WorkloadSummary[]): string {
  const rows = summaries.flatMap(({ workload, rows }) => rows.map((row) => cellsOf(workload, row)));
  return [markdownTable(HEAD, rows, LEFT), '', ...formatNotes(summaries)].join('\n').trimEnd();
}

/** A gateway with notes has a star. */
function cellsOf(
  workload: string,
  { name, figures, timesApollo, timesHive, notes }: SummaryRow,
): string[] {
  const title = notes.length > 0 ? `${name}*` : name;
  if (figures === null) return [workload, title, ...HEAD.slice(LEFT).map(() => '–')];
  return [
    workload,
    title,
    number(1_000 / figures.cpuMsPerRequest),
    number(figures.requestsPerSecond),
    number(figures.cpuMsPerRequest),
    `${(figures.busy * 100).toFixed(0)} %`,
    number(figures.p50Ms),
    number(figures.p99Ms),
    number(figures.peakMemoryBytes / 1e6),
    number(figures.subgraphRequestsPerRequest),
    figures.longestPauseMs === null ? '–' : number(figures.longestPauseMs),
    timesApollo === null ? '–' : number(timesApollo),
    timesHive === null ? '–' : number(timesHive),
  ];
}
