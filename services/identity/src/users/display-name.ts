import { z } from 'zod';

const MAXIMUM_LENGTH = 80;
// Control characters, and those that turn the direction of the text around the name.
const UNPRINTABLE = /[\p{Cc}\p{Co}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** A field of a mutation's input that holds the name others see: trimmed, runs of space made one. */
export const displayNameField = z
  .string()
  .max(4 * MAXIMUM_LENGTH, tooLong())
  .refine((text) => !UNPRINTABLE.test(text), 'must not contain control characters')
  .transform((text) => text.normalize('NFC').trim().replaceAll(/\s+/gu, ' '))
  .refine((name) => name.length > 0, 'must not be empty')
  .refine((name) => [...name].length <= MAXIMUM_LENGTH, tooLong());

function tooLong(): string {
  return `must be at most ${MAXIMUM_LENGTH} characters`;
}
