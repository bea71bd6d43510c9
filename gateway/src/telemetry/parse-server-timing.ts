/**
 * Reads what a subgraph says its SQL cost from a `server-timing` header:
 * `sql;dur=3.2;desc="4 statements"` (W3C Server Timing). Empty when it says nothing of the kind.
 */
export function parseServerTiming(header: string | undefined): {
  sqlStatements?: number;
  sqlDurationMs?: number;
} {
  const sql = header?.split(',').find((metric) => /^\s*sql\s*;/.test(metric));
  if (sql === undefined) return {};
  const duration = /;\s*dur=(\d+(?:\.\d+)?)/.exec(sql)?.[1];
  const statements = /;\s*desc="(\d+) /.exec(sql)?.[1];
  return {
    ...(statements !== undefined && { sqlStatements: Number(statements) }),
    ...(duration !== undefined && { sqlDurationMs: Number(duration) }),
  };
}
