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

/** Tells the broker every second how far a group has handled each partition. */
export function createCommitter(consumer: Pick<Consumer, 'commit'>): Committer {
  const trackers = new Map<string, { readonly tracker: OffsetTracker; last: RecordPlace }>();
  let inWork = 0;

  async function commit(): Promise<void> {
    const offsets = [...trackers.values()].flatMap(({ tracker, last }) => {
      const offset = tracker.committable();
      return offset === null ? [] : [{ ...last, offset }];
    });
    // What cannot be committed, after a rebalance say, is delivered again.
    if (offsets.length > 0) await consumer.commit({ offsets }).catch(() => undefined);
  }
  const committing = setInterval(commit, COMMIT_EVERY_MS);

  return {
    begin(place) {
      const name = `${place.topic}/${place.partition}`;
      const followed = trackers.get(name) ?? { tracker: createOffsetTracker(), last: place };
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
