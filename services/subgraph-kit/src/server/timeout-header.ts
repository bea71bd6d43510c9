import type { IncomingMessage } from 'node:http';

/** What is left of the caller's deadline, in whole milliseconds: nobody reads an answer that comes later. */
export const TIMEOUT_HEADER = 'causeway-timeout-ms';

const MILLISECONDS = /^\d{1,7}$/;

/** When nobody waits for the answer any more, from now on; Infinity for a caller that does not say. */
export function deadlineOf({ headers }: Pick<IncomingMessage, 'headers'>, nowMs: number): number {
  const given = headers[TIMEOUT_HEADER];
  return typeof given === 'string' && MILLISECONDS.test(given)
    ? nowMs + Number(given)
    : Number.POSITIVE_INFINITY;
}
