import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { Logger } from '../logging/create-logger.ts';
import { type WatchedFile, watchKeyFile } from './watch-key-file.ts';

/** What an Ed25519 key has as JWK (RFC 8037); its id names it in assertions and in the trust file. */
const keyMembers = {
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  kid: z.string().min(1).max(128),
  x: z.string().min(1),
};

/** A private key is refused here: it has no business in a trust file. */
export const publicKey = z
  .object({ ...keyMembers, d: z.undefined('must be absent: this is a private key').optional() })
  .transform(({ kid, kty, crv, x }, context) =>
    imported(context, () => ({
      kid,
      key: createPublicKey({ key: { kty, crv, x }, format: 'jwk' }),
    })),
  );

const privateKey = z
  .object({ ...keyMembers, d: z.string().min(1) })
  .transform(({ kid, ...jwk }, context) =>
    imported(context, () => ({ kid, key: createPrivateKey({ key: jwk, format: 'jwk' }) })),
  );

/** Who signs, and with what. */
export interface AssertionKey {
  readonly issuer: string;
  readonly kid: string;
  readonly privateKey: KeyObject;
}

/** `{ "issuer", "key": <private JWK> }`. */
export const assertionKey = z
  .object({ issuer: z.string().min(1), key: privateKey })
  .transform(({ issuer, key }): AssertionKey => ({ issuer, kid: key.kid, privateKey: key.key }));

/**
 * Reads the file with this process's own signing key, and again when it changes.
 * Throws ConfigurationError when it is missing or malformed.
 */
export function watchAssertionKey(file: string, logger: Logger): WatchedFile<AssertionKey> {
  return watchKeyFile({ file, setting: 'ASSERTION_KEY_FILE', schema: assertionKey, logger });
}

function imported<T>(context: z.RefinementCtx, importKey: () => T): T {
  try {
    return importKey();
  } catch {
    // The cause may show a key.
    context.addIssue('must be an Ed25519 key');
    return z.NEVER;
  }
}
