import { hash } from 'node:crypto';
import type { Principal } from '@causeway/subgraph-kit/service';
import { LRUCache } from 'lru-cache';
import type { IssuerKeys, KeySet } from './issuer-keys.ts';

/** Some 20,000 tokens, as long as most are; each counts as what is made of it, which is about as long. */
const MOST_BYTES = 32 * 1_024 * 1_024;
const BYTES_BESIDE = 512;

interface Verified {
  readonly principal: Principal;
  readonly expiresAtMs: number;
  readonly keys: IssuerKeys;
  /** Those that the token was verified with. */
  readonly keySet: KeySet;
}

/** Tokens that were found good, and are so still. */
export interface VerifiedTokens {
  find(token: string): Principal | undefined;
  keep(token: string, verified: Verified): void;
}

/**
 * Remembers tokens by their digests, never beyond their expiry nor when the issuer's keys have changed.
 * PERF: 4 µs instead of 150 (RS256) to 240 (ES256); docs/authentication.md.
 */
export function createVerifiedTokens(): VerifiedTokens {
  const verified = new LRUCache<string, Verified>({ maxSize: MOST_BYTES });
  return {
    find(token) {
      const known = verified.get(digestOf(token));
      if (known === undefined) return undefined;
      const isGood = Date.now() < known.expiresAtMs && known.keys.current() === known.keySet;
      return isGood ? known.principal : undefined;
    },
    keep(token, known) {
      verified.set(digestOf(token), known, { size: BYTES_BESIDE + 2 * token.length });
    },
  };
}

function digestOf(token: string): string {
  return hash('sha256', token, 'base64');
}
