import { createHash } from 'node:crypto';

/** A number from 0 to below 1. */
export type Random = () => number;

/**
 * The random numbers of one actor of a run: the same for the same seed, whatever the other actors do and
 * in whichever order they come to do it.
 */
export function seededRandom(seed: number, actor: string): Random {
  // Mulberry32: good enough to choose by, and the same everywhere.
  let state = createHash('sha256').update(`${seed} ${actor}`).digest().readInt32BE();
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of a list that is not empty. */
export function pick<T>(list: readonly T[], random: Random): T {
  return list[Math.floor(random() * list.length)] as T;
}
