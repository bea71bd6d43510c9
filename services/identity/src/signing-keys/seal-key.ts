import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
/** NIST SP 800-38D §8.2.2: a random nonce of 96 bits is good for 2^32 messages under one key. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 'v1';

/** The sealed text does not open: it was altered, belongs to another key, or the secret changed. */
export class SealBrokenError extends Error {
  override readonly name = 'SealBrokenError';
}

/** Encrypts what must lie in the database unreadable. */
export interface Sealer {
  /** `boundTo` is not secret; the text opens only with the same value, so rows cannot be swapped. */
  seal(plainText: string, boundTo: string): string;
  /** Throws SealBrokenError. */
  open(sealed: string, boundTo: string): string;
}

/** Makes a sealer (AES-256-GCM) under a secret of 32 bytes. */
export function createSealer(secret: Uint8Array): Sealer {
  return {
    seal(plainText, boundTo) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, secret, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(boundTo));
      const encrypted = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()]);
      const sealed = Buffer.concat([nonce, cipher.getAuthTag(), encrypted]);
      return `${VERSION}.${sealed.toString('base64url')}`;
    },
    open(sealed, boundTo) {
      const [version, text = ''] = sealed.split('.');
      const bytes = Buffer.from(text, 'base64url');
      if (version !== VERSION || bytes.length < NONCE_BYTES + TAG_BYTES) {
        throw new SealBrokenError('The sealed text has an unknown form.');
      }
      return decrypt(bytes, { secret, boundTo });
    },
  };
}

function decrypt(bytes: Buffer, options: { secret: Uint8Array; boundTo: string }): string {
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv(CIPHER, options.secret, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(options.boundTo));
  decipher.setAuthTag(tag);
  try {
    const opened = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([opened, decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new SealBrokenError('The sealed text does not open with this secret.', { cause });
  }
}
