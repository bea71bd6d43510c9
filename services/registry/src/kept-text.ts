import { z } from 'zod';

/** Text that PostgreSQL keeps as it is: no NUL, and no half of a character (RFC 3629 §3). */
export function keptText() {
  return z
    .string()
    .refine(
      (text) => text.isWellFormed() && !text.includes('\u0000'),
      'holds characters that cannot be kept',
    );
}
