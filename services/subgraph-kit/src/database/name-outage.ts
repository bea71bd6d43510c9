import { DriverAdapterError } from '@prisma/driver-adapter-utils';

// https://www.postgresql.org/docs/current/errcodes-appendix.html: class 08 (connection exception), 53300 (too
// many connections), 57P01 to 57P05 (the server is stopping or starting, the database is gone, the session was
// idle for too long).
const OUTAGE_SQLSTATE = /^(08...|53300|57P0[1-5])$/;
/** With an error of this severity the server ends the session: it says nothing about the statement. */
const ENDING_SEVERITIES: ReadonlySet<string> = new Set(['FATAL', 'PANIC']);

/**
 * Runs a statement and names the failures that Prisma's adapter has no name for: a pool whose
 * connections are all taken, a connection that broke or fell silent, a server that is stopping, a
 * database that accepts no connections.
 * Named, they reach the caller as SERVICE_UNAVAILABLE (errors/is-database-outage.ts).
 */
export async function nameOutage<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw isUnnamedOutage(error)
      ? new DriverAdapterError({ kind: 'ConnectionClosed', originalMessage: messageOf(error) })
      : error;
  }
}

/**
 * pg reports trouble with a statement by DatabaseError, and with the connection by a bare Error, or one of several
 * where a host name has several addresses.
 */
function isUnnamedOutage(error: unknown): error is Error {
  if (error instanceof DriverAdapterError) {
    if (error.cause.kind !== 'postgres') return false;
    return OUTAGE_SQLSTATE.test(error.cause.code) || ENDING_SEVERITIES.has(error.cause.severity);
  }
  return error instanceof AggregateError || (error instanceof Error && error.constructor === Error);
}

/** Several errors have no message of their own. */
function messageOf(error: Error): string {
  if (!(error instanceof AggregateError)) return error.message;
  return error.errors.map((one: unknown) => String(one)).join('; ');
}
