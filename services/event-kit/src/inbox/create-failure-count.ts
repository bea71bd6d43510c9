/** More are never in work; an event that another process handled in the end is one too many here. */
const MOST_REMEMBERED = 10_000;

/** How often events failed by their own fault, in this process. */
export interface FailureCount {
  /** Counts one more; returns how many that makes. */
  add(eventId: string): number;
  /** It fails no more. */
  forget(eventId: string): void;
}

/** Remembers a bounded number of events: those that failed last. */
export function createFailureCount(): FailureCount {
  const counts = new Map<string, number>();
  return {
    add(eventId) {
      const count = (counts.get(eventId) ?? 0) + 1;
      // The last to fail comes last.
      counts.delete(eventId);
      counts.set(eventId, count);
      const [oldest] = counts.keys();
      if (counts.size > MOST_REMEMBERED && oldest !== undefined) counts.delete(oldest);
      return count;
    },
    forget: (eventId) => void counts.delete(eventId),
  };
}
