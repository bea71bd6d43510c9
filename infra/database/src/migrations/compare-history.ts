import { type MigrationFile, matchesChecksum } from './migrations-folder.ts';
import type { HistoryEntry } from './read-history.ts';

/** How one migration stands, seen from the folder and from the database. */
export type MigrationStatus =
  /** In the history, with the checksum of the file. */
  | { readonly state: 'applied'; readonly name: string; readonly appliedAt: Date }
  /** Not in the history yet. */
  | { readonly state: 'pending'; readonly name: string }
  /** In the history, but the file was changed since. */
  | { readonly state: 'edited'; readonly name: string; readonly appliedAt: Date }
  /** Begun and not finished; `log` is what PostgreSQL said. */
  | { readonly state: 'failed'; readonly name: string; readonly log: string }
  /** In the history, but its file is gone: the database is ahead of this checkout. */
  | { readonly state: 'missing'; readonly name: string; readonly appliedAt: Date };

export type MigrationState = MigrationStatus['state'];

/** One status for each migration of either side, in the order of names, which begin with a time. */
export function compareHistory(
  files: readonly MigrationFile[],
  history: readonly HistoryEntry[],
): readonly MigrationStatus[] {
  const scripts = new Map(files.map(({ name, sql }) => [name, sql]));
  // Attempts that were rolled back are kept for the record; of the others the last one counts.
  const attempts = new Map(
    history.filter((entry) => entry.rolledBackAt === null).map((entry) => [entry.name, entry]),
  );
  const names = new Set([...scripts.keys(), ...attempts.keys()]);
  return [...names].sort().map((name) => statusOf(name, scripts.get(name), attempts.get(name)));
}

/** Whether there is nothing to apply and nothing to complain about. */
export function isUpToDate(statuses: readonly MigrationStatus[]): boolean {
  return statuses.every(({ state }) => state === 'applied' || state === 'missing');
}

function statusOf(
  name: string,
  sql: string | undefined,
  attempt: HistoryEntry | undefined,
): MigrationStatus {
  if (attempt === undefined) return { state: 'pending', name };
  const { finishedAt: appliedAt, checksum, logs } = attempt;
  if (appliedAt === null) return { state: 'failed', name, log: logs ?? '' };
  if (sql === undefined) return { state: 'missing', name, appliedAt };
  return { state: matchesChecksum(sql, checksum) ? 'applied' : 'edited', name, appliedAt };
}
