import type { SessionsStore } from './sessions-store.ts';
import { ACCESS_TOKEN_LIFETIME_MS } from './token-lifetimes.ts';

/** Some 600 kB of JSON. */
const MOST_LISTED = 10_000;
/**
 * A session is stamped before its transaction is committed, by the clock of one process of several: who
 * asks again goes back so far.
 */
const OVERLAP_MS = 10_000;

export interface EndedSessions {
  /** Where to go on; the list may begin again a little before. */
  readonly cursor: number;
  /** Whether there are no more for now. */
  readonly isComplete: boolean;
  /** `until`: when the last access token of the session expires, in milliseconds. */
  readonly sessions: readonly { readonly id: string; readonly until: number }[];
}

/** The sessions that were ended after the cursor, or all whose access tokens may still be about. */
export async function listEndedSessions(
  store: SessionsStore,
  { after, now }: { after: number | undefined; now: Date },
): Promise<EndedSessions> {
  const nowMs = now.getTime();
  // The cursor is an `until`, so that it can be compared with those in the list.
  const from = new Date(Math.max(after ?? 0, nowMs) - ACCESS_TOKEN_LIFETIME_MS);
  const ended = await store.listEnded(from, MOST_LISTED);
  const sessions = ended.map(({ id, revokedAt }) => ({
    id,
    until: revokedAt.getTime() + ACCESS_TOKEN_LIFETIME_MS,
  }));
  const isComplete = sessions.length < MOST_LISTED;
  const cursor = isComplete
    ? nowMs + ACCESS_TOKEN_LIFETIME_MS - OVERLAP_MS
    : (sessions.at(-1)?.until ?? nowMs);
  return { cursor, isComplete, sessions };
}
