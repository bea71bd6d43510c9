import { z } from 'zod';

// Prisma keeps what the driver adapter said in the error's `meta`.
const constraintError = z.object({
  meta: z.object({
    driverAdapterError: z.object({
      cause: z.object({ constraint: z.object({ index: z.string() }) }),
    }),
  }),
});

/**
 * The name of the unique or foreign key constraint that refused a write, or null for any other error.
 * The constraint decides, not a look beforehand: of two writers at once, both would find the name free.
 */
export function violatedConstraint(error: unknown): string | null {
  const parsed = constraintError.safeParse(error);
  return parsed.success ? parsed.data.meta.driverAdapterError.cause.constraint.index : null;
}
