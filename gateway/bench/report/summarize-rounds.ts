import type { Figures } from '../measure-contender.ts';
import type { Round } from '../measure-workload.ts';
import type { Workload } from '../workloads/workload.ts';
import { median } from './median.ts';
import { medianRatio } from './median-ratio.ts';

export interface WorkloadSummary {
  workload: string;
  rows: readonly SummaryRow[];
}

export interface SummaryRow {
  name: string;
  /** Medians of the rounds; null when it never came through one. */
  figures: NumericFigures | null;
  /** Requests for the same CPU time, in the median round. */
  timesApollo: number | null;
  timesHive: number | null;
  /** What is wrong or remarkable: a wrong answer, failures, why there are no figures. */
  notes: readonly string[];
}

type NumericFigures = Omit<Figures, 'failures' | 'firstFailure' | 'notes'>;

const APOLLO = 'apollo-fastify';
const HIVE = 'hive-rust';

const perCpuTime = ({ cpuMsPerRequest }: Figures) => 1 / cpuMsPerRequest;

/** Takes the median of each figure, and of ratios within a round: what else the machine does, it does to both. */
export function summarizeRounds({ name }: Workload, rounds: readonly Round[]): WorkloadSummary {
  const names = [...(rounds[0]?.keys() ?? [])];
  return { workload: name, rows: names.map((contender) => summaryRow(contender, rounds)) };
}

function summaryRow(name: string, rounds: readonly Round[]): SummaryRow {
  const results = rounds.flatMap((round) => round.get(name) ?? []);
  const figures = results.filter((result) => 'requests' in result);
  const reasons = results.flatMap((result) => ('reason' in result ? [oneLine(result.reason)] : []));
  const failures = reasons.length + sum(figures.map((one) => one.failures));
  const firstFailure = figures.find((one) => one.firstFailure !== null)?.firstFailure ?? null;
  const notes = [
    ...figures.flatMap((one) => one.notes),
    ...reasons,
    ...(firstFailure === null ? [] : [`${failures} failures: ${oneLine(firstFailure)}`]),
  ];
  return {
    name,
    figures: figures.length === 0 ? null : medians(figures),
    timesApollo: medianRatio(rounds, { of: name, to: APOLLO, by: perCpuTime }),
    timesHive: medianRatio(rounds, { of: name, to: HIVE, by: perCpuTime }),
    notes: [...new Set(notes)],
  };
}

function medians(figures: readonly Figures[]): NumericFigures {
  const of = (pick: (one: Figures) => number) => median(figures.map(pick)) ?? Number.NaN;
  return {
    requests: sum(figures.map((one) => one.requests)),
    requestsPerSecond: of((one) => one.requestsPerSecond),
    cpuMsPerRequest: of((one) => one.cpuMsPerRequest),
    busy: of((one) => one.busy),
    loadBusy: of((one) => one.loadBusy),
    largestShare: of((one) => one.largestShare),
    p50Ms: of((one) => one.p50Ms),
    p99Ms: of((one) => one.p99Ms),
    peakMemoryBytes: of((one) => one.peakMemoryBytes),
    subgraphRequestsPerRequest: of((one) => one.subgraphRequestsPerRequest),
    longestPauseMs: median(figures.flatMap((one) => one.longestPauseMs ?? [])),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, 300);
}
