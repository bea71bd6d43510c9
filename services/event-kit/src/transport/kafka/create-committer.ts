import type { Consumer } from '@platformatic/kafka';
import { createOffsetTracker, type OffsetTracker } from './create-offset-tracker.ts';

const COMMIT_EVERY_MS = 1_000;

/** Where a record is. */
export interface RecordPlace {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly leaderEpoch: number;
}

export interface Committer {
  /** Follows a record until what it returns is called. */
  begin(place: RecordPlace): () => void;
  /** How many records are begun and not done. */
  inWork(): number;
  /** Commits once more. */
  close(): Promise<void>;
}

interface FollowedPartition {
  readonly tracker: OffsetTracker;
  last: RecordPlace;
  committed: bigint | null;
}

/** Tells the broker every second how far a group has handled each partition. */
export function createCommitter(consumer: Pick<Consumer, 'commit'>): Committer {
  const trackers = new Map<string, FollowedPartition>();
  let inWork = 0;

  async function commit(): Promise<void> {
    const due = [...trackers.values()].flatMap((followed) => {
      const offset = followed.tracker.committable();
      // The partition may be another process's by now, which is further: that is not to be taken back.
      return offset === null || offset === followed.committed ? [] : [{ followed, offset }];
    });
    if (due.length === 0) return;
    try {
      await consumer.commit({
        offsets: due.map(({ followed, offset }) => ({ ...followed.last, offset })),
      });
      for (const { followed, offset } of due) followed.committed = offset;
    } catch {
      // What cannot be committed, after a rebalance say, is delivered again.
    }
  }
  const committing = setInterval(commit, COMMIT_EVERY_MS);

  return {
    begin(place) {
      const name = `${place.topic}/${place.partition}`;
      const followed = trackers.get(name) ?? {
        ...{ tracker: createOffsetTracker(), last: place, committed: null },
      };
      followed.last = place;
      trackers.set(name, followed);
      followed.tracker.begin(place.offset);
      inWork += 1;
      return () => {
        inWork -= 1;
        followed.tracker.done(place.offset);
      };
    },
    inWork: () => inWork,
    async close() {
      clearInterval(committing);
      await commit();
    },
  };
}
