import type { PrismaClient } from '@causeway/catalog-db';

/** A word that no title has, and the one that is most like it. */
export interface Correction {
  readonly word: string;
  readonly nearest: string;
}

export type TitleWordStore = ReturnType<typeof createTitleWordStore>;

/** Reads the rows of `title_word`. */
export function createTitleWordStore(client: PrismaClient) {
  return {
    /**
     * For each word in lower case that no title has: the word of titles with the most trigrams in
     * common, if there is one that is at all like it (PostgreSQL manual, F.35 pg_trgm).
     */
    async findNearest(words: readonly string[]): Promise<readonly Correction[]> {
      return client.$queryRaw`
        SELECT asked.word, nearest.word AS nearest
        FROM unnest(${words}::text[]) AS asked(word) CROSS JOIN LATERAL (
          SELECT w.word FROM title_word w WHERE w.word OPERATOR(extensions.%) asked.word
          ORDER BY extensions.similarity(w.word, asked.word) DESC, w.word LIMIT 1
        ) nearest
        WHERE NOT EXISTS (SELECT FROM title_word known WHERE known.word = asked.word)`;
    },
  };
}
