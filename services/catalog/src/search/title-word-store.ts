import type { PrismaClient } from '@causeway/catalog-db';

/** A word that no title has, and those that it may have been meant to be, the likeliest first. */
export interface UnknownWord {
  readonly word: string;
  readonly nearest: readonly string[];
}

export type TitleWordStore = ReturnType<typeof createTitleWordStore>;

const MAXIMUM_NEAREST = 50;

/** Reads the rows of `title_word`. */
export function createTitleWordStore(client: Pick<PrismaClient, '$queryRaw'>) {
  return {
    /**
     * For each word in lower case that no title has: the words of titles that have two neighbouring letters
     * the other way round, and those with the most trigrams in common, if there are any that are at all like
     * it (PostgreSQL manual, F.35 pg_trgm). Letters that changed places leave a short word no trigram.
     */
    async findNearest(words: readonly string[]): Promise<readonly UnknownWord[]> {
      return client.$queryRaw`
        SELECT asked.word, ARRAY(
          SELECT w.word FROM title_word w WHERE w.word IN (
            SELECT overlay(
              asked.word PLACING substr(asked.word, i + 1, 1) || substr(asked.word, i, 1) FROM i FOR 2
            ) FROM generate_series(1, length(asked.word) - 1) AS i)
        ) || ARRAY(
          SELECT w.word FROM title_word w WHERE w.word OPERATOR(extensions.%) asked.word
          ORDER BY extensions.similarity(w.word, asked.word) DESC, w.word LIMIT ${MAXIMUM_NEAREST}
        ) AS nearest
        FROM unnest(${words}::text[]) AS asked(word)
        WHERE NOT EXISTS (SELECT FROM title_word known WHERE known.word = asked.word)`;
    },
  };
}
