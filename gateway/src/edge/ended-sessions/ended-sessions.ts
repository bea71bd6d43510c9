/** More end within the life of a token where a hundred million people use the graph. */
const MOST_SESSIONS = 1_000_000;

/** A session that has ended, and when the last access token of it expires, in milliseconds. */
export interface EndedSession {
  readonly id: string;
  readonly until: number;
}

/** The sessions of one issuer that have ended, each for as long as there may be tokens of it. */
export interface EndedSessions {
  has(id: string): boolean;
  add(sessions: readonly EndedSession[]): void;
}

/** `keptMs`: how much longer each is remembered, for clocks that differ. */
export function createEndedSessions({ keptMs }: { keptMs: number }): EndedSessions {
  const untilById = new Map<string, number>();

  /** Those that were told first expire first, but for what comes a few seconds late. */
  function forgetExpired(): void {
    const before = Date.now() - keptMs;
    for (const [id, until] of untilById) {
      if (until > before && untilById.size <= MOST_SESSIONS) return;
      untilById.delete(id);
    }
  }

  return {
    has: (id) => untilById.has(id),
    add(sessions) {
      for (const { id, until } of sessions) if (!untilById.has(id)) untilById.set(id, until);
      forgetExpired();
    },
  };
}
