import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Composer } from '../composing/composer.ts';
import { createSchemaChanges } from './schema-changes.ts';
import type { Version } from './version.ts';
import type { VersionsStore } from './versions-store.ts';

const version = (apiHash: string) => ({ apiHash }) as Version;

/** A composer that knows how many comparisons it was asked for, at all and at once. */
function countingComposer() {
  const counts = { all: 0, now: 0, most: 0 };
  const compare: Composer['compare'] = async () => {
    counts.all += 1;
    counts.now += 1;
    counts.most = Math.max(counts.most, counts.now);
    await nextTurn();
    counts.now -= 1;
    return [];
  };
  const store = {
    listTexts: async (hashes: readonly string[]) => hashes.map((hash) => ({ hash, text: hash })),
  };
  const changes = createSchemaChanges({
    store: store as unknown as VersionsStore,
    composer: { compare } as Composer,
  });
  return { counts, changes };
}

test('compares one pair after the other, and each once', async () => {
  const { counts, changes } = countingComposer();
  const pairs = Array.from({ length: 20 }, (_, index) => [
    version(`a${index % 10}`),
    version(`b${index % 10}`),
  ]) as [Version, Version][];
  await Promise.all(pairs.map((pair) => changes.between(...pair)));
  expect(counts).toEqual({ all: 10, now: 0, most: 1 });
});

test('compares nothing where clients see the same', async () => {
  const { counts, changes } = countingComposer();
  expect(await changes.between(version('a'), version('a'))).toEqual([]);
  expect(counts.all).toBe(0);
});
