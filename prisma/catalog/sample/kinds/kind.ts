import type { Material } from './materials.ts';

/** A kind of thing that a shelf holds, and what can be said of it. */
export interface Kind {
  /** The slug of its category. */
  readonly shelf: string;
  readonly noun: string;
  /** The prices, in whole euros, at which such a thing is believable. */
  readonly euros: readonly [from: number, to: number];
  /** Whether it comes in small, medium and large. */
  readonly isSized: boolean;
  readonly materials: readonly Material[];
  readonly uses: readonly string[];
  readonly details: readonly string[];
}
