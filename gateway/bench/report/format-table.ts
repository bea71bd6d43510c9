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
  const widths = HEAD.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join(' | ')} |`;
  const rule = widths.map((width, column) =>
    column < LEFT ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  const notes = summaries.flatMap(({ workload, rows }) =>
    rows.flatMap(({ name, notes }) => notes.map((note) => `- ${workload}, ${name}: ${note}`)),
  );
  return [line(HEAD), line(rule), ...rows.map(line), '', ...notes].join('\n').trimEnd();
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

/** Three digits that matter. */
function number(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (Math.abs(value) >= 100) return value.toFixed(0);
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}

function pad(text: string, width: number, column: number): string {
  return column < LEFT ? text.padEnd(width) : text.padStart(width);
}
