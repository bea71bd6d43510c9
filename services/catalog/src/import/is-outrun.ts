import { z } from 'zod';

// PostgreSQL manual, Appendix A: a name that was just taken, a row that was just removed, and circles
// of waiting. All are gone when the transaction is tried again.
const OUTRUN = ['23505', '23503', '40P01', '40001'];

// Prisma keeps what the driver adapter said in the error's `meta`.
const databaseError = z.object({
  meta: z.object({
    driverAdapterError: z.object({ cause: z.object({ originalCode: z.string() }) }),
  }),
});

/** Whether a transaction failed only since another one was faster. */
export function isOutrun(error: unknown): boolean {
  const parsed = databaseError.safeParse(error);
  return parsed.success && OUTRUN.includes(parsed.data.meta.driverAdapterError.cause.originalCode);
}
