/** Where the committed offset of a partition may go, when its records are handled side by side. */
export interface OffsetTracker {
  begin(offset: bigint): void;
  done(offset: bigint): void;
  /** The next offset to be read after a restart: everything before it is done. Null when nothing is. */
  committable(): bigint | null;
}

/** Follows one partition, whose offsets begin in rising order and are done in any. */
export function createOffsetTracker(): OffsetTracker {
  /** In the order in which they began; false while in work. */
  const begun = new Map<bigint, boolean>();
  let next: bigint | null = null;
  return {
    begin(offset) {
      begun.set(offset, false);
    },
    done(offset) {
      if (!begun.has(offset)) return;
      begun.set(offset, true);
      for (const [first, isDone] of begun) {
        if (!isDone) return;
        begun.delete(first);
        // After a rebalance some are read again.
        if (next === null || first >= next) next = first + 1n;
      }
    },
    committable: () => next,
  };
}
