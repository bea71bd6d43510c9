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

/** Searches the texts of products. */
export function createProductSearchStore(client: PrismaClient) {
  return {
    /**
     * Scores every match, takes the best after `position`, and only for those reads the whole row and
     * cuts out a passage, which costs far more than the score.
     */
    async search(options: {
      query: string;
      filter: ProductFilter;
      position: HitPosition | null;
      limit: number;
    }): Promise<readonly Hit[]> {
      const { query, filter, position, limit } = options;
      const words = Prisma.sql`websearch_to_tsquery('english', ${query})`;
      return client.$queryRaw`
        WITH match AS (
          SELECT p.id, ts_rank_cd(p.search, ${words}, ${SCORE_FROM_0_TO_1})::float8 AS score
          FROM product p WHERE ${conditions(words, filter)}
        ), hit AS (
          SELECT id, score FROM match ${position === null ? Prisma.empty : isAfter(position)}
          ORDER BY score DESC, id DESC LIMIT ${limit}
        )
        SELECT ${productColumns}, hit.score, ${passage(words)} AS passage
        FROM hit JOIN product p ON p.id = hit.id
        ORDER BY hit.score DESC, hit.id DESC`;
    },

    async count({ query, filter }: { query: string; filter: ProductFilter }): Promise<number> {
      const words = Prisma.sql`websearch_to_tsquery('english', ${query})`;
      const [row] = await client.$queryRaw<{ count: bigint }[]>`
        SELECT count(*) FROM product p WHERE ${conditions(words, filter)}`;
      return Number(row?.count);
    },
  };
}

/** PostgreSQL manual §12.3.3: divides the rank by itself + 1. */
const SCORE_FROM_0_TO_1 = Prisma.sql`32`;

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

function conditions(words: Prisma.Sql, filter: ProductFilter): Prisma.Sql {
  return Prisma.join(
    [
      Prisma.sql`p.search @@ ${words}`,
      // A query that only excludes words would read the whole index: 'T' is what is left of it.
      Prisma.sql`querytree(${words}) NOT IN ('', 'T')`,
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
