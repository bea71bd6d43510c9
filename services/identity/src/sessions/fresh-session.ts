import { addMs } from '../clock.ts';

/** How long after signing in one may add to the ways in: what is added outlives the session. */
const FRESH_MS = 10 * 60_000;

/** Whether a session began so recently that it is its user who asks, and not somebody who found a token. */
export function isFreshSession({ startedAt }: { startedAt: Date }, now: Date): boolean {
  return startedAt > addMs(now, -FRESH_MS);
}
