import { describe, expect, it, vi } from 'vitest';
import { createGroupLoader } from './create-group-loader.ts';
import { createLoader } from './create-loader.ts';

interface Row {
  readonly id: string;
  readonly parentId: string;
}
const rows: readonly Row[] = [
  { id: 'c', parentId: 'p' },
  { id: 'a', parentId: 'q' },
  { id: 'b', parentId: 'p' },
];

describe('createLoader', () => {
  const load = () => {
    const loadMany = vi.fn(async (keys: readonly string[]) =>
      rows.filter((row) => keys.includes(row.id)),
    );
    return { loadMany, loader: createLoader(loadMany, (row: Row) => row.id) };
  };

  it('asks once for the keys of one tick, each once, and answers in their order', async () => {
    const { loadMany, loader } = load();
    const loaded = await Promise.all(['a', 'b', 'a', 'c'].map((id) => loader.load(id)));
    expect(loaded.map((row) => row?.id)).toEqual(['a', 'b', 'a', 'c']);
    expect(loadMany.mock.calls).toEqual([[['a', 'b', 'c']]]);
  });

  it('loads a key without a row as null', async () => {
    const { loader } = load();
    expect(await Promise.all([loader.load('a'), loader.load('none')])).toEqual([rows[1], null]);
  });

  it('splits a batch of more than a thousand keys', async () => {
    const { loadMany, loader } = load();
    await loader.loadMany(Array.from({ length: 2_001 }, (_, index) => `k${index}`));
    expect(loadMany.mock.calls.map(([keys]) => keys.length)).toEqual([1_000, 1_000, 1]);
  });

  it('fails every key of a batch that failed', async () => {
    const loader = createLoader<string, Row>(
      async () => {
        throw new Error('gone');
      },
      (row) => row.id,
    );
    const settled = await Promise.allSettled([loader.load('a'), loader.load('b')]);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});

describe('createGroupLoader', () => {
  it('groups rows by key in the order they came, and loads a key without rows as empty', async () => {
    const loadMany = vi.fn(async () => rows);
    const loader = createGroupLoader(loadMany, (row: Row) => row.parentId);
    const groups = await Promise.all(['q', 'p', 'r'].map((id) => loader.load(id)));
    expect(groups.map((group) => group.map(({ id }) => id))).toEqual([['a'], ['c', 'b'], []]);
    expect(loadMany).toHaveBeenCalledOnce();
  });
});
