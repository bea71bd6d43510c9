import { randomUUID } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import { addMs, type Clock } from '../clock.ts';
import type { KeyRing } from '../signing-keys/key-ring.ts';
import { SIGNING_ALGORITHM } from '../signing-keys/signing-key.ts';
import { ACCESS_TOKEN_LIFETIME_MS, CLIENT_TOKEN_LIFETIME_MS } from './token-lifetimes.ts';

/** What an access token says of its bearer. */
interface AccessTokenSubject {
  readonly userId: string;
  readonly sessionId: string;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
}

export interface AccessToken {
  readonly token: string;
  readonly expiresAt: Date;
}

export interface AccessTokens {
  issue(subject: AccessTokenSubject): Promise<AccessToken>;
  /** Issues a token to a program, which is then its own subject (RFC 9068 §2.2). */
  issueToClient(clientId: string, scopes: readonly string[]): Promise<AccessToken>;
}

/** Issues JWT access tokens in the profile of RFC 9068. */
export function createAccessTokens(parts: {
  issuer: string;
  audience: string;
  keyRing: KeyRing;
  now: Clock;
}): AccessTokens {
  const { issuer, audience, keyRing, now } = parts;

  async function sign(
    subject: string,
    claims: JWTPayload,
    lifetimeMs: number,
  ): Promise<AccessToken> {
    const issuedAt = wholeSeconds(now());
    const expiresAt = addMs(issuedAt, lifetimeMs);
    const { kid, privateKey } = keyRing.getSigner();
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: SIGNING_ALGORITHM, typ: 'at+jwt', kid })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(subject)
      .setJti(randomUUID())
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .sign(privateKey);
    return { token, expiresAt };
  }

  return {
    issue({ userId, sessionId, roles, scopes }) {
      // RFC 9068 §2.2 asks for a client_id; the shop's own clients share one.
      const claims = { client_id: audience, sid: sessionId, roles, scope: scopes.join(' ') };
      return sign(userId, claims, ACCESS_TOKEN_LIFETIME_MS);
    },
    issueToClient(clientId, scopes) {
      const claims = { client_id: clientId, scope: scopes.join(' ') };
      return sign(clientId, claims, CLIENT_TOKEN_LIFETIME_MS);
    },
  };
}

/** RFC 7519 §2: a NumericDate; `expiresAt` is then exactly what the token says. */
function wholeSeconds(instant: Date): Date {
  return new Date(Math.floor(instant.getTime() / 1_000) * 1_000);
}
