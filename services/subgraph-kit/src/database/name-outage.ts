import { DriverAdapterError } from '@prisma/driver-adapter-utils';

// SQLSTATE class 08 (connection exception) and 57P01 to 57P03 (the server is stopping or starting).
const OUTAGE_SQLSTATE = /^(08...|57P0[123])$/;

/**
 * Runs a statement and names the failures that Prisma's adapter has no name for: a pool whose
 * connections are all taken, a connection that broke or fell silent, a server that is stopping.
 * Named, they reach the caller as SERVICE_UNAVAILABLE (errors/is-database-outage.ts).
 */
export async function nameOutage<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw isUnnamedOutage(error)
      ? new DriverAdapterError({ kind: 'ConnectionClosed', originalMessage: error.message })
      : error;
  }
}

/** pg reports trouble with a statement by DatabaseError, and with the connection by a bare Error. */
function isUnnamedOutage(error: unknown): error is Error {
  if (error instanceof DriverAdapterError) {
    return error.cause.kind === 'postgres' && OUTAGE_SQLSTATE.test(error.cause.code);
  }
  return error instanceof Error && error.constructor === Error;
}
