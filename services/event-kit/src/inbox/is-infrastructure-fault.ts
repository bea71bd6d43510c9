import { isDatabaseOutage } from '@causeway/subgraph-kit';

// https://www.postgresql.org/docs/current/errcodes-appendix.html: class 08 (the connection), 40 (rolled back for
// another's sake: serialization, deadlock), 53 (no disk, memory or connections), 57 (an operator, a deadline), 58
// (the system beneath); 25P02 to 25P04 (the transaction was ended before), 25006 (a standby), 55P03 (a lock).
const SQLSTATE = /^(08|40|53|57|58)...$|^(25P0[2-4]|25006|55P03)$/;
/** https://www.prisma.io/docs/orm/reference/error-reference: no server, none in time, closed, conflict, too many. */
const CODES: ReadonlySet<unknown> = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2034', 'P2037']);

interface PrismaErrorLike {
  readonly code?: unknown;
  readonly errorCode?: unknown;
  readonly meta?: {
    readonly driverAdapterError?: { readonly cause?: { readonly originalCode?: unknown } };
  };
}

/**
 * Whether an effect failed by no fault of its event: the database was away, overloaded or in another's
 * hands, so that the same event may well succeed later. An effect that takes longer than its transaction
 * may looks the same.
 */
export function isInfrastructureFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (isDatabaseOutage(error)) return true;
  const { code, errorCode, meta } = error as PrismaErrorLike;
  const sqlState = meta?.driverAdapterError?.cause?.originalCode;
  return CODES.has(code) || CODES.has(errorCode) || SQLSTATE.test(String(sqlState));
}
