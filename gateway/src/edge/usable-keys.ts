import { createPublicKey, type JsonWebKey } from 'node:crypto';
import type { JWK } from 'jose';
import { z } from 'zod';

/** RFC 7518 §3.3 and §3.5: shorter ones must not be used. */
const FEWEST_RSA_BITS = 2_048;

/**
 * What is read of a public key for signatures. Secrets (`oct`) are not among the types: whoever can read
 * them from a public address can sign. Nor is a key that comes with its private part.
 */
const publicJwk = z.object({
  kty: z.enum(['RSA', 'EC', 'OKP']),
  kid: z.string().optional(),
  alg: z.string().optional(),
  use: z.literal('sig').optional(),
  key_ops: z
    .array(z.string())
    .refine((operations) => operations.includes('verify'))
    .optional(),
  d: z.undefined().optional(),
});

/** Those of the published keys by which signatures can be verified. */
export function usableKeys(published: readonly unknown[]): JWK[] {
  return published.filter((key): key is JWK => isPublic(key) && isStrong(key));
}

function isPublic(key: unknown): key is JsonWebKey {
  return publicJwk.safeParse(key).success;
}

function isStrong(jwk: JsonWebKey): boolean {
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    const { modulusLength = FEWEST_RSA_BITS } = key.asymmetricKeyDetails ?? {};
    return modulusLength >= FEWEST_RSA_BITS;
  } catch {
    return false;
  }
}
