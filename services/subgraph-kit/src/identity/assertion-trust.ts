import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { Logger } from '../logging/create-logger.ts';
import { publicKey } from './assertion-key.ts';
import { type WatchedFile, watchKeyFile } from './watch-key-file.ts';

export interface TrustedKey {
  readonly issuer: string;
  readonly key: KeyObject;
}

/** Whose assertions a subgraph believes: public keys by their ids. The key decides who the issuer is. */
export type AssertionTrust = ReadonlyMap<string, TrustedKey>;

/** `{ "issuers": { "<issuer>": { "keys": [<public JWK>] } } }`. */
export const assertionTrust = z
  .object({ issuers: z.record(z.string().min(1), z.object({ keys: z.array(publicKey).min(1) })) })
  .transform(({ issuers }, context): AssertionTrust => {
    const trust = new Map<string, TrustedKey>();
    for (const [issuer, { keys }] of Object.entries(issuers)) {
      for (const { kid, key } of keys) {
        if (trust.has(kid)) context.addIssue(`the key id "${kid}" occurs twice`);
        trust.set(kid, { issuer, key });
      }
    }
    return trust;
  });

/**
 * Reads the file of trusted issuers, and again when it changes. Throws ConfigurationError, which names the
 * setting, when it is missing, malformed, holds a private key, or gives a key id two owners.
 */
export function watchAssertionTrust(
  file: string,
  logger: Logger,
  setting = 'ASSERTION_TRUST_FILE',
): WatchedFile<AssertionTrust> {
  return watchKeyFile({ file, setting, schema: assertionTrust, logger });
}
