import { createHash, randomBytes } from 'node:crypto';

const RANDOM_BYTES = 32;
/** Lets secret scanners recognise a token that was published by mistake. */
const PREFIX = 'cwa_';
const FORM = /^cwa_[A-Za-z0-9_-]{43}$/;

/** What a mail to an account is for. */
export type AccountMailKind = 'verify-email' | 'reset-password';

/** A reset takes an account over: whoever reads the mail later must not. */
export const TOKEN_LIFETIME_MS: Readonly<Record<AccountMailKind, number>> = {
  'verify-email': 24 * 3_600_000,
  'reset-password': 30 * 60_000,
};

/** Makes an opaque token with 256 bits of randomness. */
export function createAccountToken(): string {
  return PREFIX + randomBytes(RANDOM_BYTES).toString('base64url');
}

export function isAccountToken(text: string): boolean {
  return FORM.test(text);
}

/** What is stored of a token. A plain hash is enough: nobody guesses 256 random bits. */
export function hashAccountToken(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(token).digest());
}
