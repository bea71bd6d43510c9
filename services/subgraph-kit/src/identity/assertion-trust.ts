import { z } from 'zod';
import { type AssertionKeyJwk, parseKeyFile, publicKey } from './assertion-key.ts';

/** Whose assertions a subgraph believes: the public keys of each issuer. */
export interface AssertionTrust {
  readonly issuers: Readonly<Record<string, { readonly keys: readonly AssertionKeyJwk[] }>>;
}

const assertionTrust = z.object({
  issuers: z.record(z.string().min(1), z.object({ keys: z.array(publicKey).min(1).readonly() })),
});

/**
 * Reads the file of trusted issuers: `{ "issuers": { "<issuer>": { "keys": [<public JWK>] } } }`.
 * Throws ConfigurationError when it is missing, malformed, or holds a private key.
 */
export function loadAssertionTrust(file: string): AssertionTrust {
  return parseKeyFile(file, 'ASSERTION_TRUST_FILE', assertionTrust);
}
