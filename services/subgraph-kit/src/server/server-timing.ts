import type { StatementLog } from '../database/statement-log.ts';

/** The `server-timing` header (W3C Server Timing): what the request's SQL cost. */
export function serverTiming({
  count,
  durationMs,
}: Pick<StatementLog, 'count' | 'durationMs'>): string {
  return `sql;dur=${durationMs.toFixed(2)};desc="${count} statements"`;
}
