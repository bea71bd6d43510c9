import { type EndedSessionsPage, formatPage } from './ended-sessions-page.ts';
import type { SessionsStore } from './sessions-store.ts';
import { ACCESS_TOKEN_LIFETIME_MS } from './token-lifetimes.ts';

/** Some 600 kB of JSON. */
const MOST_LISTED = 10_000;
/**
 * A session is stamped before its transaction is committed, by the clock of one process of several: who
 * asks again goes back so far.
 */
const OVERLAP_MS = 10_000;
/** Before every id. */
const NO_ID = '00000000-0000-0000-0000-000000000000';

export interface EndedSessions {
  /** Where to go on once all pages of this list were read; the next list may begin again a little before. */
  readonly cursor: number;
  /** What to ask for the rest of this list with; null at its end. */
  readonly nextPage: string | null;
  /** `until`: when the last access token of the session expires, in milliseconds. */
  readonly sessions: readonly { readonly id: string; readonly until: number }[];
}

/**
 * The sessions that were ended after the cursor, or all whose access tokens may still be about: the first of
 * them, or those of a page. The cursor is an `until`, so that it can be compared with those in the list.
 */
export async function listEndedSessions(
  store: Pick<SessionsStore, 'listEnded'>,
  { after, page, now }: { after: number | undefined; page: EndedSessionsPage | null; now: Date },
): Promise<EndedSessions> {
  const nowMs = now.getTime();
  // As the list began: what is committed while it is read page by page comes with the next list.
  const cursor = page?.cursor ?? nowMs + ACCESS_TOKEN_LIFETIME_MS - OVERLAP_MS;
  const from = page ?? { until: after ?? 0, id: NO_ID };
  // Tokens of what is before have expired.
  const until = Math.max(from.until, nowMs);
  const revokedAt = new Date(until - ACCESS_TOKEN_LIFETIME_MS);
  const id = until === from.until ? from.id : NO_ID;
  const ended = await store.listEnded({ revokedAt, id }, MOST_LISTED);
  const sessions = ended.map(({ id, revokedAt }) => ({
    id,
    until: revokedAt.getTime() + ACCESS_TOKEN_LIFETIME_MS,
  }));
  const last = sessions.length < MOST_LISTED ? undefined : sessions.at(-1);
  return {
    cursor,
    nextPage: last === undefined ? null : formatPage({ cursor, ...last }),
    sessions,
  };
}
