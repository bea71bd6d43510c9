/** Kinds of Prisma's driver errors that say nothing about the statement: no server answered it. */
const OUTAGE_KINDS: ReadonlySet<unknown> = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
  'TlsConnectionError',
]);
/** Prisma gave up waiting for a connection, or for a transaction that had to wait for one. */
const OUTAGE_CODES: ReadonlySet<unknown> = new Set(['P2024', 'P2028']);

interface PrismaErrorLike {
  readonly code?: unknown;
  readonly meta?: {
    readonly driverAdapterError?: { readonly cause?: { readonly kind?: unknown } };
  };
}

/**
 * Whether an error that Prisma threw means that the database was away or overloaded, so that the
 * same request may well succeed later.
 */
export function isDatabaseOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, meta } = error as PrismaErrorLike;
  return OUTAGE_CODES.has(code) || OUTAGE_KINDS.has(meta?.driverAdapterError?.cause?.kind);
}
