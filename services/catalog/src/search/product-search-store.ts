import { Prisma, type PrismaClient } from '@causeway/catalog-db';
import { productConditions } from '../listing/product-conditions-store.ts';
import type { ProductFilter } from '../listing/product-filter.ts';
import type { Product } from '../products/product.ts';
import { productColumns } from '../products/product-store.ts';
import { MATCH_END, MATCH_START } from './highlight.ts';

/** A place between two hits: the score and id of the one before it. */
export interface HitPosition {
  readonly score: number;
  readonly id: string;
}

export interface Hit extends Product {
  readonly score: number;
  /** The title and a passage of the description; matches between MATCH_START and MATCH_END, not HTML yet. */
  readonly passage: string;
}

export type ProductSearchStore = ReturnType<typeof createProductSearchStore>;

/**
 * How many products are ranked: to rank all that have a common word would take seconds, and nobody reads
 * on for that long. Those that have the words in their title come first; among them, those that
 * PostgreSQL comes to first.
 */
export const MAXIMUM_RANKED = 2_000;

/** Searches the texts of products. */
export function createProductSearchStore(client: PrismaClient) {
  return {
    /**
     * Takes the best of the candidates after `position`, and only for those reads the whole row and cuts
     * out a passage, which costs far more than the score.
     */
    async search(options: {
      query: string;
      filter: ProductFilter;
      position: HitPosition | null;
      limit: number;
    }): Promise<readonly Hit[]> {
      const { query, filter, position, limit } = options;
      const words = wordsOf(query);
      return client.$queryRaw`
        WITH hit AS (
          SELECT id, score FROM (${scoreCandidates(query, filter)}) AS candidate
          ${position === null ? Prisma.empty : isAfter(position)}
          ORDER BY score DESC, id DESC LIMIT ${limit}
        )
        SELECT ${productColumns}, hit.score, ${passage(words)} AS passage
        FROM hit JOIN product p ON p.id = hit.id
        ORDER BY hit.score DESC, hit.id DESC`;
    },

    /** Counts matches, but not beyond `limit`. */
    async count(options: { query: string; filter: ProductFilter; limit: number }): Promise<number> {
      const { query, filter, limit } = options;
      const anywhere = Prisma.sql`p.search @@ ${wordsOf(query)}`;
      const [row] = await client.$queryRaw<{ count: bigint }[]>`
        WITH found AS MATERIALIZED (
          SELECT p.id FROM product p WHERE ${anywhere} AND ${conditions(query, filter)}
        )
        SELECT count(*) FROM (SELECT FROM found LIMIT ${limit}) AS counted`;
      return Number(row?.count);
    },

    /**
     * Products on sale whose titles have all of `words`, the last of which may be the beginning of a
     * word; newest first. The words must be letters and digits.
     */
    async suggest(words: readonly string[], limit: number): Promise<readonly Product[]> {
      const isMeant = Prisma.sql`
        p.title_search @@ to_tsquery('english', ${`${words.join(' & ')}:*`})`;
      const recent = await client.$queryRaw<Product[]>`
        SELECT ${productColumns} FROM (
          SELECT * FROM product WHERE status = 'ACTIVE'
          ORDER BY created_at DESC, id DESC LIMIT ${RECENT}
        ) p WHERE ${isMeant} ORDER BY p.created_at DESC, p.id DESC LIMIT ${limit}`;
      if (recent.length === limit) return recent;
      return client.$queryRaw`
        WITH found AS MATERIALIZED (
          SELECT p.id, p.created_at FROM product p WHERE ${isMeant} AND p.status = 'ACTIVE'
        ), newest AS (
          SELECT id FROM (SELECT * FROM found LIMIT ${MAXIMUM_SUGGESTED}) AS candidate
          ORDER BY created_at DESC, id DESC LIMIT ${limit}
        )
        SELECT ${productColumns} FROM newest JOIN product p ON p.id = newest.id
        ORDER BY p.created_at DESC, p.id DESC`;
    },
  };
}

/** PostgreSQL manual §12.3.3: divides the rank by itself + 1. */
const SCORE_FROM_0_TO_1 = Prisma.sql`32`;

/**
 * Among so many of the newest products there are always enough whose titles have a common word.
 *
 * PERF: GIN collects all that have it, which are a fifth of a million for `wo`, before it gives the first;
 * bench/size.
 */
const RECENT = 2_000;

/** From how many that have a rarer word suggestions are chosen. */
const MAXIMUM_SUGGESTED = 5_000;

function wordsOf(query: string): Prisma.Sql {
  return Prisma.sql`websearch_to_tsquery('english', ${query})`;
}

/**
 * Where titles alone give enough, PostgreSQL does not begin with the second part.
 *
 * PERF: `MATERIALIZED` has each part planned for all that it finds, which is by GIN, while the limit
 * still ends it early. Planned for the limit, two common words that no product has together read the
 * whole table for the first product that never comes; bench/size.
 */
function scoreCandidates(query: string, filter: ProductFilter): Prisma.Sql {
  const inTitle = Prisma.sql`p.title_search @@ ${wordsOf(query)}`;
  const anywhere = Prisma.sql`p.search @@ ${wordsOf(query)}`;
  // What a title has the rest has too, but what it lacks the rest may have.
  const inTitleAlone = EXCLUDES.test(query) ? Prisma.sql`${inTitle} AND ${anywhere}` : inTitle;
  const others = Prisma.sql`${anywhere} AND NOT ${inTitle}`;
  const score = Prisma.sql`
    ts_rank_cd(p.search, ${wordsOf(query)}, ${SCORE_FROM_0_TO_1})::float8 AS score`;
  return Prisma.sql`
    WITH titled AS MATERIALIZED (
      SELECT p.id, ${score} FROM product p WHERE ${inTitleAlone} AND ${conditions(query, filter)}
    ), other AS MATERIALIZED (
      SELECT p.id, ${score} FROM product p WHERE ${others} AND ${conditions(query, filter)}
    )
    SELECT id, score FROM titled UNION ALL SELECT id, score FROM other LIMIT ${MAXIMUM_RANKED}`;
}

const EXCLUDES = /(^|\s)-/;

const MATCHES = `StartSel=${MATCH_START}, StopSel=${MATCH_END}`;
const WHOLE_TEXT = `${MATCHES}, HighlightAll=true`;
const BEST_FRAGMENTS = `${MATCHES}, MaxFragments=2, MinWords=8, MaxWords=20, FragmentDelimiter=" … "`;

function passage(words: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`concat_ws(' · ',
    ts_headline('english', ${withoutMarks(Prisma.sql`p.title`)}, ${words}, ${WHOLE_TEXT}),
    nullif(
      ts_headline('english', ${withoutMarks(Prisma.sql`p.description`)}, ${words}, ${BEST_FRAGMENTS}),
      ''))`;
}

/** So that no text can contain a mark of its own. */
function withoutMarks(text: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`translate(${text}, ${MATCH_START + MATCH_END}, '')`;
}

function conditions(query: string, filter: ProductFilter): Prisma.Sql {
  return Prisma.join(
    [
      // A query that only excludes words would read the whole index: 'T' is what is left of it.
      Prisma.sql`querytree(${wordsOf(query)}) NOT IN ('', 'T')`,
      ...productConditions(filter),
      ...(filter.categoryId === null ? [] : [isInCategory(filter.categoryId)]),
    ],
    ' AND ',
  );
}

function isInCategory(categoryId: string): Prisma.Sql {
  return Prisma.sql`p.category_id IN (
    SELECT c.id FROM category c WHERE c.path @> ARRAY[${categoryId}::uuid])`;
}

function isAfter({ score, id }: HitPosition): Prisma.Sql {
  return Prisma.sql`WHERE (score, id) < (${score}::float8, ${id}::uuid)`;
}
