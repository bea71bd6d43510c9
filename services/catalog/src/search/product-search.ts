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
import { decodeKey } from '../listing/decode-key.ts';
import { parseFilter } from '../listing/product-filter.ts';
import { PAGE_LIMITS } from '../listing/product-lists.ts';
import type { Product } from '../products/product.ts';
import { highlightHtml } from './highlight.ts';
import type { Hit, HitPosition, ProductSearchStore } from './product-search-store.ts';

export interface ProductSearchArguments extends PageArguments {
  readonly query: string;
  readonly filter?: unknown;
}

/** One page of hits, best first, and how many there are on all pages. */
export interface ProductSearchResult
  extends Connection<Product, { readonly score: number; readonly highlight: string }> {
  count(): Promise<number>;
}

const MAXIMUM_QUERY_LENGTH = 200;

export type ProductSearch = ReturnType<typeof createProductSearch>;

/** Searches the products that one viewer may see. Throws BAD_USER_INPUT naming a wrong argument. */
export function createProductSearch(options: {
  store: ProductSearchStore;
  loaders: CatalogLoaders;
  viewer: Principal;
}) {
  const { store, loaders, viewer } = options;

  return {
    async search(args: ProductSearchArguments): Promise<ProductSearchResult> {
      const query = parseArgument('query', searchQuery, args.query);
      const filter = parseFilter(args.filter, viewer);
      const page = parsePage(args, PAGE_LIMITS);
      const position = page.cursor === null ? null : positionAt(page.cursor);
      const hits = await store.search({ query, filter, position, limit: page.size + 1 });
      loaders.rememberProducts(hits);
      const connection = buildConnection({
        rows: hits,
        page,
        cursorOf,
        node: (hit): Product => hit,
        edge: ({ score, passage }) => ({ score, highlight: highlightHtml(passage) }),
      });
      return { ...connection, count: () => store.count({ query, filter }) };
    },
  };
}

/** Control characters separate words like spaces; PostgreSQL would refuse some of them. */
const searchQuery = z
  .string()
  .max(MAXIMUM_QUERY_LENGTH, `must have at most ${MAXIMUM_QUERY_LENGTH} characters`)
  .transform((query) => query.replace(/\p{Cc}/gu, ' ').toWellFormed());

/**
 * The score is a 32-bit float that PostgreSQL widened, so it survives the way through JSON exactly.
 * A position in the order of scores stays right when products come and go, unlike an offset, and the
 * next page costs what this one did: every match has to be scored for either.
 */
function cursorOf({ score, id }: Hit): string {
  return encodeCursor([SORT, score, id]);
}

function positionAt(cursor: string): HitPosition {
  const [, score, id] = decodeKey(cursor, z.tuple([z.literal(SORT), z.number(), canonicalId]));
  return { score, id };
}

const SORT = 'BEST_MATCH';
