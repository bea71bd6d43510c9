import type { Clock } from '../clock.ts';
import type { SessionsStore } from './sessions-store.ts';

/** Small, so that no transaction is long; several processes may delete at once, each its own rows. */
const BATCH_SIZE = 1_000;

/** Deletes what nobody can use any more: expired refresh tokens, and sessions that ended with them. */
export async function deleteExpiredSessions(store: SessionsStore, now: Clock): Promise<void> {
  const instant = now();
  let deleted: number;
  do {
    deleted = await store.deleteExpired(instant, BATCH_SIZE);
  } while (deleted === BATCH_SIZE);
}
