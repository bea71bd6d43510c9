import { addMs } from '../clock.ts';
import { ACCESS_TOKEN_LIFETIME_MS } from '../sessions/token-lifetimes.ts';
import type { KeySchedule } from './signing-key.ts';

/** How long a verifier may keep the JWKS. */
export const JWKS_MAX_AGE_MS = 300_000;
/** By then every verifier has fetched the new key, even one whose first fetch just missed it. */
const ACTIVATION_DELAY_MS = 2 * JWKS_MAX_AGE_MS;
/** Clocks differ, and verifiers accept a token for some seconds after its end. */
const CLOCK_MARGIN_MS = 300_000;

/** The key that signs at `now`: of those active by then, the newest. */
export function findSigner<K extends KeySchedule>(keys: readonly K[], now: Date): K | undefined {
  return keys
    .filter((key) => key.activeFrom <= now && !isRetired(key, now))
    .sort((one, other) => other.activeFrom.getTime() - one.activeFrom.getTime())
    .at(0);
}

/** The keys that verifiers need at `now`: also those that sign soon, and those that lately did. */
export function publishedKeys<K extends KeySchedule>(keys: readonly K[], now: Date): readonly K[] {
  return keys.filter((key) => !isRetired(key, now));
}

/** A first key has nobody to wait for: no verifier holds an older JWKS. */
export function scheduleFirstKey(now: Date): { activeFrom: Date } {
  return { activeFrom: now };
}

/**
 * When a successor starts to sign and when those before it leave the JWKS: as soon as the last token
 * they can have signed has expired.
 */
export function scheduleSuccessor(now: Date): { activeFrom: Date; predecessorsRetireAt: Date } {
  const activeFrom = addMs(now, ACTIVATION_DELAY_MS);
  return {
    activeFrom,
    predecessorsRetireAt: addMs(activeFrom, ACCESS_TOKEN_LIFETIME_MS + CLOCK_MARGIN_MS),
  };
}

function isRetired({ retiresAt }: KeySchedule, now: Date): boolean {
  return retiresAt !== null && retiresAt <= now;
}
