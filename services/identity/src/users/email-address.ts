import { domainToASCII } from 'node:url';
import { z } from 'zod';

/** RFC 5321 §4.5.3.1: the longest path is 256 octets with its brackets, the longest local part 64. */
const MAXIMUM_LENGTH = 254;
const MAXIMUM_LOCAL_LENGTH = 64;
// What RFC 5322 §3.4.1 allows without quotes, and letters of any script (RFC 6531).
const LOCAL_PART =
  /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

export interface EmailAddress {
  /** As its owner writes it. */
  readonly written: string;
  /** As addresses are compared: two accounts never share it. */
  readonly normalized: string;
}

/** A field of a mutation's input that holds an e-mail address. */
export const emailField = z.string().transform((text, context): EmailAddress => {
  const address = parseEmailAddress(text);
  if (address !== null) return address;
  context.addIssue({
    code: 'custom',
    message: `must be an e-mail address of at most ${MAXIMUM_LENGTH} characters`,
  });
  return z.NEVER;
});

/** Reads an e-mail address; null when it is none. */
export function parseEmailAddress(text: string): EmailAddress | null {
  // Before anything else: normalising costs time in proportion to the length.
  if (text.length > 2 * MAXIMUM_LENGTH) return null;
  const written = text.trim();
  const normalized = normalizeEmailAddress(written);
  if (normalized === null || written.length > MAXIMUM_LENGTH) return null;
  return { written, normalized };
}

function normalizeEmailAddress(written: string): string | null {
  const [local = '', domain = '', ...more] = foldEmailCase(written).split('@');
  // Two spellings of one international domain name are one address.
  const asciiDomain = domainToASCII(domain);
  if (more.length > 0 || !LOCAL_PART.test(local) || !DOMAIN.test(asciiDomain)) return null;
  const normalized = `${local}@${asciiDomain}`;
  return local.length > MAXIMUM_LOCAL_LENGTH || normalized.length > MAXIMUM_LENGTH
    ? null
    : normalized;
}

/** How the text of an address, or the beginning of one, is compared. */
export function foldEmailCase(text: string): string {
  return text.trim().normalize('NFKC').toLowerCase();
}
