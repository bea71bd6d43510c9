import { z } from 'zod';

// Control characters: PostgreSQL refuses NUL, and none of them belongs in a shop's texts.
const CONTROL = /\p{Cc}/u;
const CONTROL_EXCEPT_LINE_BREAK_AND_TAB = /[^\P{Cc}\n\t]/u;

/** One line of text for people: trimmed, not empty, at most `maximumLength` code points. */
export function lineOfText(maximumLength: number) {
  return z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(maximumLength, `must have at most ${maximumLength} characters`)
    .refine((text) => text.isWellFormed(), 'must be valid Unicode')
    .refine((text) => !CONTROL.test(text), 'must not contain control characters');
}

/** Text of several lines, which may be empty. */
export function paragraphs(maximumLength: number) {
  return z
    .string()
    .trim()
    .max(maximumLength, `must have at most ${maximumLength} characters`)
    .refine((text) => text.isWellFormed(), 'must be valid Unicode')
    .refine(
      (text) => !CONTROL_EXCEPT_LINE_BREAK_AND_TAB.test(text),
      'must not contain control characters',
    );
}
