import { PrismaClient } from '@causeway/catalog-db';
import { createPostgresAdapter } from '@causeway/subgraph-kit';

const DEADLINE_MS = 300_000;

/**
 * Runs `work` while the catalog knows more words than its titles have, which it is given as they were before.
 * What it does is undone.
 */
export async function withTitleWords(
  databaseUrl: string,
  others: readonly string[],
  work: (client: Pick<PrismaClient, '$queryRaw'>, titleWords: readonly string[]) => Promise<void>,
): Promise<void> {
  const adapter = createPostgresAdapter({
    databaseUrl,
    schema: 'catalog',
    poolSize: 1,
    applicationName: 'causeway-typos',
    statementDeadlineMs: DEADLINE_MS,
  });
  const client = new PrismaClient({ adapter });
  const titleWords = (await client.titleWord.findMany()).map(({ word }) => word);
  const undone = new Error('Undo.');
  try {
    await client.$transaction(
      async (transaction) => {
        await transaction.$executeRaw`
          INSERT INTO title_word (word) SELECT unnest(${others}::text[]) ON CONFLICT DO NOTHING`;
        await work(transaction, titleWords);
        throw undone;
      },
      { timeout: DEADLINE_MS },
    );
  } catch (error) {
    if (error !== undone) throw error;
  } finally {
    await client.$disconnect();
  }
}
