import type { OverrideLabel } from './read-join-directives.ts';

/** What rolling the die for overridden fields can come to: planners are told such a number. */
export interface OverrideOutcomes {
  /** Each outcome, the likeliest first. An override of `percent(n)` holds where the number is below n. */
  readonly all: readonly number[];
  /** Decides for one request. */
  roll(): number;
}

/**
 * The outcomes of a supergraph's override labels: one more than there are different shares, so that plans for
 * each can be kept. `random` is at least 0 and below 1.
 */
export function createOverrideOutcomes(
  labels: readonly OverrideLabel[],
  random: () => number = Math.random,
): OverrideOutcomes {
  // Nothing rolled reaches a hundred: what is moved for all requests has one outcome.
  const shares = new Set(labels.map(({ percentage }) => Math.min(percentage, 100)));
  const bounds = [0, ...[...shares].filter((share) => share > 0 && share < 100).sort(byNumber)];
  const likelihood = new Map(
    bounds.map((bound, index) => [bound, (bounds[index + 1] ?? 100) - bound]),
  );
  return {
    all: [...bounds].sort((a, b) => (likelihood.get(b) ?? 0) - (likelihood.get(a) ?? 0)),
    roll() {
      if (bounds.length === 1) return 0;
      const rolled = 100 * random();
      return bounds.findLast((bound) => bound <= rolled) ?? 0;
    },
  };
}

function byNumber(a: number, b: number): number {
  return a - b;
}
