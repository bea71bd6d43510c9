const HALF_LIFE_MS = 300_000;

/** How much something is used of late: each use counts for half as much after five minutes. */
export class RecentUse {
  #score = 0;
  #atMs = 0;

  note(nowMs: number): void {
    this.#score = this.at(nowMs) + 1;
    this.#atMs = nowMs;
  }

  at(nowMs: number): number {
    return this.#score * 2 ** ((this.#atMs - nowMs) / HALF_LIFE_MS);
  }
}
