import type { Clock } from '../clock.ts';
import { deleteInBatches } from '../delete-in-batches.ts';
import type { SessionsStore } from './sessions-store.ts';

/** Deletes what nobody can use any more: expired refresh tokens, and sessions that ended with them. */
export async function deleteExpiredSessions(store: SessionsStore, now: Clock): Promise<void> {
  const instant = now();
  await deleteInBatches((limit) => store.deleteExpired(instant, limit));
}
