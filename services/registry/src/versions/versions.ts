import { createGroupLoader, createLoader, DomainError } from '@causeway/subgraph-kit';
import type { Variant } from '../graphs/graph.ts';
import type { PublishedSubgraph } from '../publishing/published-subgraph.ts';
import { parseGraphRef } from '../references/graph-ref.ts';
import { requirePermission, type Token } from '../tokens/token.ts';
import type { Version, VersionPair } from './version.ts';
import type { VersionKey, VersionsStore } from './versions-store.ts';

/** Of schemas in one answer: the same one may be asked for under many names. */
const MOST_CHARACTERS = 32_000_000;

export type Versions = ReturnType<typeof createVersions>;

/**
 * Versions and their texts, for one request. Which version is whose to find was decided with the variant; that
 * something was published tells the publisher of a version, too, but not what others have put into it.
 */
export function createVersions({ store, viewer }: { store: VersionsStore; viewer: Token }) {
  let charactersLeft = MOST_CHARACTERS;
  const texts = createLoader(
    (hashes: readonly string[]) => store.listTexts(hashes),
    ({ hash }) => hash,
  );

  const byKey = createLoader(
    (keys: readonly string[]) => store.listByKeys(keys.map(keyOf)),
    nameOf,
  );
  const subgraphs = createGroupLoader(
    (keys: readonly string[]) => store.listSubgraphs(keys.map(keyOf)),
    ({ key }) => nameOf(key),
  );

  async function find(ref: string, number: number): Promise<Version | null> {
    const name = nameOf({ ref, number });
    const found = await byKey.load(name);
    // Versions never change, but the next mutation of the request may make this one.
    if (found === null) byKey.clear(name);
    return found;
  }

  /** Throws FORBIDDEN. */
  function requireRead({ ref }: Version): void {
    const target = parseGraphRef(ref);
    if (target === null) throw new Error(`${ref} is no reference.`);
    requirePermission(viewer, 'READ', target);
  }

  /** Throws BAD_USER_INPUT when a request asks for more text than is to be answered at once. */
  async function text(hash: string): Promise<string> {
    const found = await texts.load(hash);
    if (found === null) throw new Error(`There is no text ${hash}.`);
    charactersLeft -= found.text.length;
    if (charactersLeft >= 0) return found.text;
    const message = `More than ${MOST_CHARACTERS} characters of schemas were asked for at once.`;
    throw new DomainError('BAD_USER_INPUT', message);
  }

  async function subgraphsOf(version: Version): Promise<readonly PublishedSubgraph[]> {
    requireRead(version);
    const rows = await subgraphs.load(nameOf(version));
    return rows.map(({ subgraph }) => subgraph);
  }

  return {
    subgraphsOf,

    async current({ ref, current }: Variant): Promise<Version | null> {
      return current === null ? null : find(ref, current);
    },

    async find({ ref }: Variant, number: number): Promise<Version | null> {
      return find(ref, number);
    },

    /** Null when one of them is not there. */
    async findPair({ ref }: Variant, pair: { from: number; to: number }) {
      const [from, to] = await Promise.all([find(ref, pair.from), find(ref, pair.to)]);
      return from === null || to === null ? null : ({ from, to } satisfies VersionPair);
    },

    async list({ ref }: Variant, page: { before: number | null; limit: number }) {
      return store.list(ref, page);
    },

    async supergraphSdl(version: Version): Promise<string> {
      requireRead(version);
      return text(version.supergraphHash);
    },

    async apiSdl(version: Version): Promise<string> {
      requireRead(version);
      return text(version.apiHash);
    },

    /** A subgraph is known from its version. */
    sdlOf: ({ sdlHash }: PublishedSubgraph) => text(sdlHash),

    /** The subgraphs of two versions that are not the same in both, by name. */
    async diffSubgraphs({ from, to }: VersionPair) {
      const [before, after] = await Promise.all([subgraphsOf(from), subgraphsOf(to)]);
      const names = new Set([...before, ...after].map(({ name }) => name));
      const named = (list: readonly PublishedSubgraph[], name: string) =>
        list.find((subgraph) => subgraph.name === name) ?? null;
      return [...names]
        .sort()
        .map((name) => ({ name, before: named(before, name), after: named(after, name) }))
        .filter(({ before, after }) => before?.id !== after?.id);
    },
  };
}

/** A version's key as loaders have it. */
function nameOf({ ref, number }: VersionKey): string {
  return `${ref} ${number}`;
}

function keyOf(name: string): VersionKey {
  const [ref = '', number] = name.split(' ');
  return { ref, number: Number(number) };
}
