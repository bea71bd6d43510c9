/**
 * For `new PrismaClient({ adapter, transactionOptions })`: a transaction waits for a connection as long as a
 * statement alone does (create-postgres-adapter.ts), and has ten seconds from then on. Prisma gives it two, and
 * five: on a busy machine what came at once would be refused while its turn was near.
 */
export const transactionDeadlines = { maxWait: 5_000, timeout: 10_000 } as const;
