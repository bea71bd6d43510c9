import type { Figures } from '../measure-contender.ts';
import type { Round } from '../measure-workload.ts';
import { medianRatio } from '../report/median-ratio.ts';
import {
  type SummaryRow,
  summarizeRounds,
  type WorkloadSummary,
} from '../report/summarize-rounds.ts';
import type { Workload } from '../workloads/workload.ts';

export interface WorkersSummary extends WorkloadSummary {
  rows: readonly (SummaryRow & {
    /** Throughput to that of the first number of processes, in the median round. */
    timesFirst: number | null;
  })[];
}

export function summarizeWorkers(workload: Workload, rounds: readonly Round[]): WorkersSummary {
  const { rows } = summarizeRounds(workload, rounds);
  const first = rows[0]?.name ?? '';
  const withRatio = rows.map((row) => ({
    ...row,
    timesFirst: medianRatio(rounds, { of: row.name, to: first, by: throughput }),
  }));
  return { workload: workload.name, rows: withRatio };
}

const throughput = ({ requestsPerSecond }: Figures) => requestsPerSecond;
