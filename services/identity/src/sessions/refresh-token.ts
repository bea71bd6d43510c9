import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const RANDOM_BYTES = 32;
/** Lets secret scanners recognise a token that was published by mistake. */
const PREFIX = 'cwr_';
const SUCCESSOR_PURPOSE = 'causeway refresh token successor';
const FORM = new RegExp(`^${PREFIX}[A-Za-z0-9_-]{43}$`);

/** Makes an opaque token with 256 bits of randomness. */
export function createRefreshToken(): string {
  return PREFIX + randomBytes(RANDOM_BYTES).toString('base64url');
}

/** Makes the key that successors are derived with, from the service's secret (RFC 5869). */
export function successorKey(secret: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', SUCCESSOR_PURPOSE, RANDOM_BYTES));
}

/**
 * The token that takes the place of another: always the same one, so that it can be handed out again
 * without being stored. Nobody derives it from what was on the wire alone: it takes the key, and the id
 * of the token's row.
 */
export function successorOf(token: { id: string; text: string }, key: Uint8Array): string {
  return PREFIX + createHmac('sha256', key).update(`${token.id} ${token.text}`).digest('base64url');
}

export function isRefreshToken(text: string): boolean {
  return FORM.test(text);
}

/** What is stored of a token. A plain hash is enough: nobody guesses 256 random bits. */
export function hashRefreshToken(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(token).digest());
}
