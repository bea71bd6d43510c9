import { z } from 'zod';

/** PostgreSQL refuses NUL, and control characters but line breaks and tabs belong in no text. */
const CONTROL = /[^\P{Cc}\n\t]/u;

/** Text that a person wrote: trimmed, not empty, at most `maximumLength` UTF-16 units. */
export function writtenText(maximumLength: number) {
  return z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(maximumLength, `must have at most ${maximumLength} characters`)
    .refine((text) => text.isWellFormed(), 'must be valid Unicode')
    .refine((text) => !CONTROL.test(text), 'must not contain control characters');
}
