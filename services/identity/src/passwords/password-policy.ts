import { z } from 'zod';
import { foldEmailCase } from '../users/email-address.ts';
import { findWeakness } from './weak-password.ts';

const MINIMUM_LENGTH = 10;
const MAXIMUM_LENGTH = 128;

/**
 * A field that holds a password to be set. NIST SP 800-63B §3.1.1.2: length is what counts, every
 * character is allowed, no rules about kinds of characters; what attackers try first is refused.
 */
export const newPasswordField = z
  .string()
  .refine((password) => lengthOf(password) >= MINIMUM_LENGTH, {
    message: `must be at least ${MINIMUM_LENGTH} characters`,
    abort: true,
  })
  .refine((password) => lengthOf(password) <= MAXIMUM_LENGTH, { message: tooLong(), abort: true })
  .superRefine((password, context) => {
    const message = findWeakness(password);
    if (message !== null) context.addIssue({ code: 'custom', message });
  });

/** A field that holds a password to be checked. */
export const passwordField = z
  .string()
  .min(1, 'must not be empty')
  .refine((password) => lengthOf(password) <= MAXIMUM_LENGTH, tooLong());

/** Whether the password is the e-mail address, in whatever case. */
export function equalsEmail(password: string, normalizedEmail: string): boolean {
  return foldEmailCase(password) === normalizedEmail;
}

export const PASSWORD_IS_EMAIL = 'must not be the e-mail address';

/** In code points: what a person counts as characters, more nearly than UTF-16 units. */
function lengthOf(password: string): number {
  // PERF: a text this long is too long in any unit; it is not walked through.
  return password.length > 2 * MAXIMUM_LENGTH ? password.length : [...password].length;
}

function tooLong(): string {
  return `must be at most ${MAXIMUM_LENGTH} characters`;
}
