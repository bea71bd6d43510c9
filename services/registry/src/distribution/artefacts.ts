import { LRUCache } from 'lru-cache';
import { shareReads } from '../share-reads.ts';
import type { Artefact, ArtefactStore } from './artefact-store.ts';

/** A supergraph of a large company has a megabyte or two; this keeps those that are served now. */
const MOST_CHARACTERS = 32 * 1_024 * 1_024;

export type Artefacts = ReturnType<typeof createArtefacts>;

/**
 * What gateways fetch. A publish wakes all of a variant's gateways at once: the database is asked once
 * for all of them.
 */
export function createArtefacts(store: ArtefactStore) {
  const texts = new LRUCache<string, string>({
    maxSize: MOST_CHARACTERS,
    sizeCalculation: (text) => text.length + 1,
    // A text never changes: its key is its hash.
    fetchMethod: (hash) => store.readText(hash),
  });

  return {
    /** The variant's current version; null when it has none, or is not there. */
    findCurrent: shareReads((ref): Promise<Artefact | null> => store.findCurrent(ref)),

    async text({ hash }: Artefact): Promise<string> {
      const text = await texts.fetch(hash);
      if (text === undefined) throw new Error(`There is no text ${hash}.`);
      return text;
    },
  };
}
