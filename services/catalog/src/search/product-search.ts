import {
  buildConnection,
  type Connection,
  canonicalId,
  encodeCursor,
  type PageArguments,
  type Principal,
  parseArgument,
  parsePage,
} from '@causeway/subgraph-kit';
import { z } from 'zod';
import type { CatalogLoaders } from '../catalog-loaders.ts';
import { type BoundedCount, countOnce } from '../listing/bounded-count.ts';
import { decodeKey } from '../listing/decode-key.ts';
import { type ProductFilter, parseFilter } from '../listing/product-filter.ts';
import { PAGE_LIMITS } from '../listing/product-lists.ts';
import type { Product } from '../products/product.ts';
import { chooseWord } from './choose-word.ts';
import { highlightHtml } from './highlight.ts';
import {
  type Hit,
  type HitPosition,
  MAXIMUM_RANKED,
  type ProductSearchStore,
} from './product-search-store.ts';
import { correctableWords, queryWords, replaceWords } from './query-words.ts';
import type { TitleWordStore } from './title-word-store.ts';

export interface ProductSearchArguments extends PageArguments {
  readonly query: string;
  readonly filter?: unknown;
}

/** One page of hits, best first, and how many there are on all pages. */
export interface ProductSearchResult
  extends Connection<Product, { readonly score: number; readonly highlight: string }> {
  /** What was searched for instead, where the query finds nothing; else null. */
  readonly correctedQuery: string | null;
  count(): Promise<BoundedCount>;
}

const MAXIMUM_QUERY_LENGTH = 200;
/**
 * What separates words like spaces, and PostgreSQL would refuse: control characters, and dashes with no word
 * behind them, which it takes for exclusions of one another and gives up after 32.
 */
const UNSEARCHABLE = /\p{Cc}|-(?![\p{L}\p{N}"])/gu;
const SUGGESTION_LIMITS = { defaultFirst: 8, maximum: 20 };

export type ProductSearch = ReturnType<typeof createProductSearch>;

/** Searches the products that one viewer may see. Throws BAD_USER_INPUT naming a wrong argument. */
export function createProductSearch(options: {
  store: ProductSearchStore;
  titleWords: TitleWordStore;
  loaders: CatalogLoaders;
  viewer: Principal;
}) {
  const { store, titleWords, loaders, viewer } = options;

  return {
    async search(args: ProductSearchArguments): Promise<ProductSearchResult> {
      const query = parseArgument('query', searchText, args.query);
      const filter = parseFilter(args.filter, viewer);
      const page = parsePage(args, PAGE_LIMITS);
      const position = page.cursor === null ? FIRST_PAGE : positionAt(page.cursor);
      const found = await findHits({ query, filter, position, limit: page.size + 1 });
      loaders.rememberProducts(found.hits);
      const connection = buildConnection({
        rows: found.hits,
        page,
        cursorOf: (hit) => cursorOf(found.sort, hit),
        node: (hit): Product => hit,
        edge: ({ score, passage }) => ({ score, highlight: highlightHtml(passage) }),
      });
      const { query: searched, sort } = found;
      const count = countOnce(MAXIMUM_RANKED, (limit) =>
        store.count({ query: searched, filter, limit }),
      );
      return { ...connection, correctedQuery: sort === CORRECTED ? searched : null, count };
    },

    /** Products whose titles begin to say what a text says; the last word may be unfinished. */
    async suggest(args: { text: string; first?: number | null }): Promise<readonly Product[]> {
      const text = parseArgument('text', searchText, args.text);
      const { size } = parsePage({ first: args.first }, SUGGESTION_LIMITS);
      const products = await suggestFor(text, size);
      loaders.rememberProducts(products);
      return products;
    },
  };

  /** Where the query as it was typed finds nothing, as it may have been meant. */
  async function findHits(options: {
    query: string;
    filter: ProductFilter;
    position: SearchPosition;
    limit: number;
  }): Promise<{ query: string; sort: SearchSort; hits: readonly Hit[] }> {
    const { query, filter, limit } = options;
    const { sort, after } = options.position;
    if (sort === AS_TYPED) {
      const hits = await store.search({ query, filter, position: after, limit });
      if (hits.length > 0 || after !== null) return { query, sort, hits };
    }
    const corrected = await correct(query);
    if (corrected === null) return { query, sort: AS_TYPED, hits: [] };
    const hits = await store.search({ query: corrected, filter, position: after, limit });
    const isWorthSaying = hits.length > 0 || after !== null;
    return isWorthSaying
      ? { query: corrected, sort: CORRECTED, hits }
      : { query, sort: AS_TYPED, hits };
  }

  async function suggestFor(text: string, limit: number): Promise<readonly Product[]> {
    const words = queryWords(text);
    if (words.length === 0) return [];
    const products = await store.suggest(words, limit);
    if (products.length > 0) return products;
    const corrected = await correct(words.join(' '));
    return corrected === null ? [] : store.suggest(queryWords(corrected), limit);
  }

  async function correct(text: string): Promise<string | null> {
    const words = correctableWords(text);
    if (words.length === 0) return null;
    const unknown = await titleWords.findNearest(words);
    const corrections = unknown.flatMap(({ word, nearest }) => {
      const chosen = chooseWord(word, nearest);
      return chosen === null ? [] : [{ word, nearest: chosen }];
    });
    return replaceWords(text, corrections);
  }
}

const searchText = z
  .string()
  .max(MAXIMUM_QUERY_LENGTH, `must have at most ${MAXIMUM_QUERY_LENGTH} characters`)
  .transform((query) => query.replace(UNSEARCHABLE, ' ').toWellFormed());

/** Which query the pages of a search are of: the one that was typed, or what it was corrected to. */
type SearchSort = typeof AS_TYPED | typeof CORRECTED;

interface SearchPosition {
  readonly sort: SearchSort;
  readonly after: HitPosition | null;
}

const AS_TYPED = 'BEST_MATCH';
const CORRECTED = 'BEST_MATCH_CORRECTED';
const FIRST_PAGE: SearchPosition = { sort: AS_TYPED, after: null };

/**
 * The score is a 32-bit float that PostgreSQL widened, so it survives the way through JSON exactly.
 * A position in the order of scores stays right when products come and go, unlike an offset, and the
 * next page costs what this one did: every candidate has to be scored for either.
 */
function cursorOf(sort: SearchSort, { score, id }: Hit): string {
  return encodeCursor([sort, score, id]);
}

function positionAt(cursor: string): SearchPosition {
  const key = z.tuple([z.enum([AS_TYPED, CORRECTED]), z.number(), canonicalId]);
  const [sort, score, id] = decodeKey(cursor, key);
  return { sort, after: { score, id } };
}
