const BUCKETS = 10;

/**
 * How often something happened lately, and how often something went along with it. Times are those of
 * performance.now(), and do not go back.
 * PERF: ten buckets and their sums: nothing is allocated, and what is old goes a bucket at a time.
 */
export class SlidingCounts {
  readonly #bucketMs: number;
  readonly #all = new Uint32Array(BUCKETS);
  readonly #marked = new Uint32Array(BUCKETS);
  #latest = 0;
  #sumAll = 0;
  #sumMarked = 0;

  constructor(windowMs: number) {
    this.#bucketMs = windowMs / BUCKETS;
  }

  get all(): number {
    return this.#sumAll;
  }

  get marked(): number {
    return this.#sumMarked;
  }

  /** Counts one of each kind that is told. */
  add(nowMs: number, { all = 0, marked = 0 }: { all?: 0 | 1; marked?: 0 | 1 }): void {
    this.forgetBefore(nowMs);
    const at = this.#latest % BUCKETS;
    this.#all[at] = (this.#all[at] as number) + all;
    this.#marked[at] = (this.#marked[at] as number) + marked;
    this.#sumAll += all;
    this.#sumMarked += marked;
  }

  /** Forgets what is out of the window by now. */
  forgetBefore(nowMs: number): void {
    const current = Math.floor(nowMs / this.#bucketMs);
    for (
      let bucket = Math.max(this.#latest + 1, current - BUCKETS + 1);
      bucket <= current;
      bucket += 1
    ) {
      const at = bucket % BUCKETS;
      this.#sumAll -= this.#all[at] as number;
      this.#sumMarked -= this.#marked[at] as number;
      this.#all[at] = 0;
      this.#marked[at] = 0;
    }
    this.#latest = Math.max(this.#latest, current);
  }
}
