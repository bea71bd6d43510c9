import { LRUCache } from 'lru-cache';
import type { ManifestOperation } from './manifest.ts';
import { normalText, tryNormalText } from './normal-text.ts';

const VERDICT_BYTES = 8 * 1_024 * 1_024;

/** The operations of a manifest, to be found by their ids and recognised by their texts. */
export interface Safelist {
  /** The text of an id; null when it is not on the list. */
  find(id: string): string | null;
  /** Whether a document is on the list, but for whitespace, comments and the order of definitions. */
  includes(text: string): boolean;
}

export function createSafelist(operations: readonly ManifestOperation[]): Safelist {
  const byId = new Map(operations.map(({ id, body }) => [id, body]));
  const bodies = new Set(byId.values());
  const normalised = new Set(Array.from(bodies, normalText));
  // PERF: what was found of a text is kept, so that only what is sent for the first time is parsed here.
  const verdicts = new LRUCache<string, boolean>({
    maxSize: VERDICT_BYTES,
    sizeCalculation: (_verdict, text) => 2 * text.length + 256,
  });

  return {
    find: (id) => byId.get(id) ?? null,
    includes(text) {
      if (bodies.has(text)) return true;
      const known = verdicts.get(text);
      if (known !== undefined) return known;
      const verdict = isNormalised(text);
      verdicts.set(text, verdict);
      return verdict;
    },
  };

  function isNormalised(text: string): boolean {
    const normal = tryNormalText(text);
    return normal !== null && normalised.has(normal);
  }
}
