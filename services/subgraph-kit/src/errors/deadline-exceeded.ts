import { DomainError } from './domain-error.ts';

const CODE = 'DEADLINE_EXCEEDED';
const MESSAGE = 'Nobody waits for the answer any more.';

/** Work is given up because nobody waits for it any more. */
export function deadlineExceeded(): DomainError {
  return new DomainError(CODE, MESSAGE);
}

/** What such an error has become that was thrown below Prisma: one of Prisma's, with the same code. */
export function asDeadlineExceeded(error: unknown): DomainError | null {
  const isOne = error instanceof Error && (error as NodeJS.ErrnoException).code === CODE;
  return isOne ? new DomainError(CODE, MESSAGE, { cause: error }) : null;
}
