import { createHash, randomBytes } from 'node:crypto';

const RANDOM_BYTES = 32;
/** Lets secret scanners recognise a token that was published by mistake. */
const PREFIX = 'cwr_';
const FORM = new RegExp(`^${PREFIX}[A-Za-z0-9_-]{43}$`);

/** Makes an opaque token with 256 bits of randomness. */
export function createRefreshToken(): string {
  return PREFIX + randomBytes(RANDOM_BYTES).toString('base64url');
}

export function isRefreshToken(text: string): boolean {
  return FORM.test(text);
}

/** What is stored of a token. A plain hash is enough: nobody guesses 256 random bits. */
export function hashRefreshToken(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(token).digest());
}
