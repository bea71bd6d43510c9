import { createPrivateKey, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import {
  ASSERTION_ALGORITHM,
  ASSERTION_LIFETIME_SECONDS,
  ASSERTION_TYPE,
  claimsOf,
} from './assertion-claims.ts';
import type { AssertionKeyJwk } from './assertion-key.ts';
import type { Principal } from './principal.ts';

export interface AssertionSigner {
  /** Signs a fresh assertion for one subgraph: a compact JWS that lives 30 seconds. */
  sign(request: { audience?: string; principal: Principal }): Promise<string>;
}

/**
 * Makes the signer of one issuer. `audience` is the default for a caller that talks to one subgraph
 * only. Throws when the key is not a private Ed25519 JWK.
 */
export function createAssertionSigner(options: {
  issuer: string;
  key: AssertionKeyJwk;
  audience?: string;
}): AssertionSigner {
  const privateKey = createPrivateKey({ key: options.key, format: 'jwk' });
  const header = { alg: ASSERTION_ALGORITHM, typ: ASSERTION_TYPE, kid: options.key.kid };
  return {
    sign({ audience = options.audience, principal }) {
      if (audience === undefined) throw new TypeError('An assertion needs an audience.');
      const issuedAt = Math.floor(Date.now() / 1_000);
      return new SignJWT(claimsOf(principal))
        .setProtectedHeader(header)
        .setIssuer(options.issuer)
        .setAudience(audience)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + ASSERTION_LIFETIME_SECONDS)
        .setJti(randomUUID())
        .sign(privateKey);
    },
  };
}
