import type { JWTPayload, JWTVerifyResult } from 'jose';
import { AuthenticationError } from './authentication-error.ts';

/** RFC 9068 §2.1, and what most issuers still write. */
const TYPES = new Set(['at+jwt', 'application/at+jwt', 'jwt', 'application/jwt']);

/** Claims that only tokens of other kinds have: logout tokens and other events; ID tokens. */
const FOREIGN_CLAIMS = ['events', 'at_hash', 'c_hash'] as const;

/** By which issuers that call all their tokens `JWT` tell them apart: Keycloak, Amazon Cognito. */
const KINDS: Readonly<Record<string, string>> = { typ: 'bearer', token_use: 'access' };

/**
 * Refuses what an issuer has signed for something else than access: RFC 8725 §3.11, §3.12. Throws
 * AuthenticationError.
 */
export function expectAccessToken(
  { payload, protectedHeader: { typ } }: Pick<JWTVerifyResult, 'payload' | 'protectedHeader'>,
  { allowMissingType }: { allowMissingType: boolean },
): void {
  const isTyped = typ === undefined ? allowMissingType : TYPES.has(String(typ).toLowerCase());
  if (!isTyped || FOREIGN_CLAIMS.some((name) => payload[name] !== undefined) || isOther(payload)) {
    throw new AuthenticationError('The token is not an access token.');
  }
}

function isOther(payload: JWTPayload): boolean {
  return Object.entries(KINDS).some(
    ([name, kind]) => payload[name] !== undefined && String(payload[name]).toLowerCase() !== kind,
  );
}
