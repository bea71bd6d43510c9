import { createHash, randomBytes } from 'node:crypto';

const RANDOM_BYTES = 32;
/** Lets secret scanners recognise a secret that was published by mistake. */
const PREFIX = 'cws_';

/** Makes a `client_secret` with 256 bits of randomness. */
export function createClientSecret(): string {
  return PREFIX + randomBytes(RANDOM_BYTES).toString('base64url');
}

/** What is stored of a secret. A plain hash is enough: nobody guesses 256 random bits. */
export function hashClientSecret(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(secret).digest());
}
