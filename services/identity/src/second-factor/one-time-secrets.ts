import { createHash, randomBytes } from 'node:crypto';

const CODES = 10;
const CODE_BYTES = 10;
const CODE_GROUP = /.{4}/g;
const TOKEN_BYTES = 32;

/** Ten codes of 80 random bits, for people to write down. */
export function createRecoveryCodes(): readonly string[] {
  return Array.from({ length: CODES }, () =>
    (randomBytes(CODE_BYTES).toString('hex').match(CODE_GROUP) ?? []).join('-'),
  );
}

/** A plain hash is enough: nobody guesses 80 random bits. It is compared without case and hyphens. */
export function hashRecoveryCode(code: string): Uint8Array<ArrayBuffer> {
  return digestOf(code.toLowerCase().replaceAll(/[^0-9a-f]/g, ''));
}

export function createChallengeToken(): string {
  return `cwc_${randomBytes(TOKEN_BYTES).toString('base64url')}`;
}

export function hashChallengeToken(token: string): Uint8Array<ArrayBuffer> {
  return digestOf(token);
}

function digestOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(text).digest());
}
