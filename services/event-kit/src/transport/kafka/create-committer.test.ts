import type { Consumer } from '@platformatic/kafka';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createCommitter } from './create-committer.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function useCommitter() {
  const commit = vi.fn(async () => undefined);
  const committer = createCommitter({ commit } as unknown as Pick<Consumer, 'commit'>);
  const begin = (partition: number, offset: bigint) =>
    committer.begin({ topic: 'causeway.orders', partition, offset, leaderEpoch: 1 });
  const offset = (partition: number, next: bigint) =>
    expect.objectContaining({ partition, offset: next });
  return { committer, commit, begin, offset };
}

test('what was committed is not committed again: another process may be further by now', async () => {
  const { commit, begin, offset } = useCommitter();
  begin(0, 4n)();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(commit.mock.calls).toEqual([[{ offsets: [offset(0, 5n)] }]]);
  begin(1, 7n)();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(commit.mock.calls.slice(1)).toEqual([[{ offsets: [offset(1, 8n)] }]]);
});

test('what could not be committed is tried again', async () => {
  const { committer, commit, begin, offset } = useCommitter();
  commit.mockRejectedValueOnce(new Error('rebalance in progress'));
  begin(0, 4n)();
  await vi.advanceTimersByTimeAsync(1_000);
  await committer.close();
  expect(commit.mock.calls).toEqual([
    [{ offsets: [offset(0, 5n)] }],
    [{ offsets: [offset(0, 5n)] }],
  ]);
});
