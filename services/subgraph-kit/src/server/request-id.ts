import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const SAFE_ID = /^[A-Za-z0-9_.:-]{1,64}$/;
// W3C Trace Context §3.2: version, trace id, parent id, flags.
const TRACEPARENT =
  /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}(?:$|-)/;

/** The caller's request id if it is short and safe to log and echo, else a new one. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && SAFE_ID.test(given) ? given : randomUUID();
}

/** The trace id of a valid `traceparent` header, or null. */
export function findTraceId({ headers }: Pick<IncomingMessage, 'headers'>): string | null {
  const given = headers.traceparent;
  return (typeof given === 'string' && TRACEPARENT.exec(given)?.[1]) || null;
}
