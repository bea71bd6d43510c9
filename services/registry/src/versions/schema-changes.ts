import type { SchemaChange } from '@causeway/schema-kit';
import { LRUCache } from 'lru-cache';
import type { Composer } from '../composing/composer.ts';
import { createTurns } from '../create-turns.ts';
import type { Version } from './version.ts';
import type { VersionsStore } from './versions-store.ts';

const MOST_KEPT = 200;

/** What changed for clients from one version to another. */
export interface SchemaChanges {
  between(from: Version, to: Version): Promise<readonly SchemaChange[]>;
  /** Since the version before; of the first, nothing. */
  sinceBefore(version: Version): Promise<readonly SchemaChange[]>;
}

/**
 * Versions never change, so what was found once is kept; the same schemas are compared once. One comparison at a
 * time: a page of a hundred versions must not fill the queue in which publishes wait to be composed.
 */
export function createSchemaChanges(parts: {
  store: VersionsStore;
  composer: Composer;
}): SchemaChanges {
  const { store, composer } = parts;
  const turns = createTurns();
  const known = new LRUCache<string, Promise<readonly SchemaChange[]>>({ max: MOST_KEPT });

  async function compare(from: string, to: string): Promise<readonly SchemaChange[]> {
    const texts = new Map(
      (await store.listTexts([from, to])).map(({ hash, text }) => [hash, text]),
    );
    const pair = { before: texts.get(from) ?? '', after: texts.get(to) ?? '' };
    return turns.take('', () => composer.compare(pair));
  }

  function between({ apiHash: from }: Version, { apiHash: to }: Version) {
    if (from === to) return Promise.resolve([]);
    const key = `${from} ${to}`;
    const found = known.get(key) ?? compare(from, to);
    known.set(key, found);
    found.catch(() => known.delete(key));
    return found;
  }

  return {
    between,
    async sinceBefore(version) {
      const before = await store.find(version.ref, version.number - 1);
      return before === null ? [] : between(before, version);
    },
  };
}
