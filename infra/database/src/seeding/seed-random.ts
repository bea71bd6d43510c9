import { createHash } from 'node:crypto';

/**
 * A deterministic source of numbers in [0, 1) for one purpose: those that ask in another order do not
 * disturb each other. Mulberry32; for sample rows and test runs, never for anything secret.
 */
export function seedRandom(label: string): () => number {
  let state = createHash('sha256').update(label).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
