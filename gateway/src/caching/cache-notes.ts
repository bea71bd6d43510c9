import { type CachePolicy, NOT_KEPT, strictest } from './cache-policy.ts';

/** What is learnt, while an answer is made, of how it may be kept. */
export interface CacheNotes {
  /** The strictest of what subgraphs said; null when none was asked. */
  heard: CachePolicy | null;
  /** What is told to the client, once the answer is known. */
  told: CachePolicy;
}

export function createCacheNotes(): CacheNotes {
  return { heard: null, told: NOT_KEPT };
}

/** Notes what was heard of a part of the answer; nothing, where no subgraph was asked. */
export function noteCachePolicy(notes: CacheNotes, policy: CachePolicy | null): void {
  if (policy === null) return;
  notes.heard = notes.heard === null ? policy : strictest(notes.heard, policy);
}
