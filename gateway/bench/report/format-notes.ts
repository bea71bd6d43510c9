import type { WorkloadSummary } from './summarize-rounds.ts';

/** A line for each thing that is to be known beside the figures. */
export function formatNotes(summaries: readonly WorkloadSummary[]): string[] {
  return summaries.flatMap(({ workload, rows }) =>
    rows.flatMap(({ name, notes }) => notes.map((note) => `- ${workload}, ${name}: ${note}`)),
  );
}
