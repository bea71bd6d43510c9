import type { CryptoKey, JWK } from 'jose';

/** RFC 7518 §3.4: ECDSA on P-256. Keys and signatures are small, and every verifier knows it. */
export const SIGNING_ALGORITHM = 'ES256';

/** When a key is in use. */
export interface KeySchedule {
  readonly kid: string;
  /** The key signs from here until another becomes active. */
  readonly activeFrom: Date;
  /** No token the key signed is valid any more; null while it has no successor. */
  readonly retiresAt: Date | null;
}

/** A key as it lies in the database. */
export interface StoredSigningKey extends KeySchedule {
  readonly createdAt: Date;
  readonly publicJwk: PublicSigningJwk;
  /** The private JWK, sealed under the service's secret. */
  readonly sealedPrivateJwk: string;
}

/** A key this process can sign with. */
export interface SigningKey extends KeySchedule {
  readonly publicJwk: PublicSigningJwk;
  readonly privateKey: CryptoKey;
}

/** Exactly the members that may be published: RFC 7517 §4, RFC 7518 §6.2.1. */
export interface PublicSigningJwk {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
  readonly kid: string;
  readonly alg: typeof SIGNING_ALGORITHM;
  readonly use: 'sig';
}

/** Leaves out whatever else a JWK holds, above all its private part. Throws when it is no P-256 key. */
export function publicSigningJwk({ kty, crv, x, y, kid }: JWK): PublicSigningJwk {
  if (kty !== 'EC' || crv !== 'P-256' || !x || !y || !kid) {
    throw new TypeError('A signing key must be an EC key on P-256 with a kid.');
  }
  return { kty: 'EC', crv: 'P-256', x, y, kid, alg: SIGNING_ALGORITHM, use: 'sig' };
}
