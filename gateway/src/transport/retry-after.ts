const SECONDS = /^\d{1,9}$/;

/**
 * How long a `Retry-After` header says to wait, in milliseconds: a number of seconds or a date (RFC 9110
 * §10.2.3). Null when it is absent or neither.
 */
export function parseRetryAfter(header: string | undefined, nowMs: number): number | null {
  if (header === undefined) return null;
  const text = header.trim();
  if (SECONDS.test(text)) return Number(text) * 1_000;
  // What begins with a digit is no date of HTTP, whatever JavaScript makes of it.
  const atMs = /^[A-Z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs);
}
