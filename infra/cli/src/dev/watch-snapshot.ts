import { setTimeout as sleep } from 'node:timers/promises';
import type { FollowedSource } from './follow-source.ts';
import { differences, type Snapshot, takeSnapshot } from './snapshot.ts';

const LOOK_EVERY_MS = 300;

/**
 * Returns each time that a subgraph has changed, with what is different, in words. Looks at files instead of
 * listening, since editors replace them in more ways than can be listened to on every system.
 */
export async function* watchSnapshot(
  sources: readonly FollowedSource[],
  { before, signal }: { before: Snapshot; signal: AbortSignal },
): AsyncGenerator<{ snapshot: Snapshot; changes: readonly string[] }> {
  let known = before;
  while (!signal.aborted) {
    await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    const snapshot = takeSnapshot(sources);
    const changes = differences(known, snapshot);
    if (changes.length === 0) continue;
    known = snapshot;
    yield { snapshot, changes };
  }
}
