import { setImmediate as nextTurn } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { ManifestError, type ManifestOperation, parseBody } from './manifest.ts';
import { findNormalText, normalText } from './normal-text.ts';

const VERDICT_BYTES = 8 * 1_024 * 1_024;

/** The operations of a manifest, to be found by their ids and recognised by their texts. */
export interface Safelist {
  /** The text of an id; null when it is not on the list. */
  find(id: string): string | null;
  /** Whether a document is on the list, but for whitespace, comments and the order of definitions. */
  includes(text: string): boolean;
}

/** Reads the bodies of operations. Rejects with ManifestError with all that is wrong with them. */
export async function createSafelist(operations: readonly ManifestOperation[]): Promise<Safelist> {
  const byId = new Map(operations.map(({ id, body }) => [id, body]));
  const bodies = new Set(byId.values());
  const normalised = await normalTexts(operations);
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
    const normal = findNormalText(text);
    return normal !== null && normalised.has(normal);
  }
}

/** How long requests wait while a list is read: some take seconds. */
const SLICE_MS = 10;

async function normalTexts(operations: readonly ManifestOperation[]): Promise<ReadonlySet<string>> {
  const texts = new Set<string>();
  const reasons: string[] = [];
  let since = performance.now();
  for (const operation of operations) {
    try {
      texts.add(normalText(parseBody(operation)));
    } catch (error) {
      if (!(error instanceof ManifestError)) throw error;
      reasons.push(error.message);
    }
    if (performance.now() - since < SLICE_MS) continue;
    await nextTurn();
    since = performance.now();
  }
  if (reasons.length > 0) throw new ManifestError(reasons);
  return texts;
}
