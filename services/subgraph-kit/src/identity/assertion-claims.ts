import { hash } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { z } from 'zod';
import { anonymous, type Principal } from './principal.ts';

/** The request header that carries an assertion. */
export const ASSERTION_HEADER = 'causeway-assertion';
/** `typ` keeps an assertion from passing as another kind of token, and the reverse. RFC 8725 §3.11. */
export const ASSERTION_TYPE = 'causeway-assertion+jwt';
export const ASSERTION_ALGORITHM = 'EdDSA';
export const ASSERTION_LIFETIME_SECONDS = 30;
/** How far the clocks of two machines may be apart. */
export const CLOCK_TOLERANCE_SECONDS = 5;

const MAXIMUM_NAME_LENGTH = 128;
const name = z.string().min(1).max(MAXIMUM_NAME_LENGTH);
const requestClaims = z.object({
  iss: name,
  jti: name,
  iat: z.number(),
  exp: z.number(),
  body_sha256: z.string(),
});
const userClaims = z.object({
  sub: name,
  sid: name,
  roles: z.array(name).readonly(),
  scope: z.string(),
});
const serviceClaims = z.object({ sub: name, client_id: name, scope: z.string() });

/** The claims that tie an assertion to one request. */
export type RequestClaims = Readonly<z.output<typeof requestClaims>>;

/** Those of verified claims, or null when they are malformed. */
export function requestClaimsOf(claims: JWTPayload): RequestClaims | null {
  return requestClaims.safeParse(claims).data ?? null;
}

/** What an assertion says of a body: its SHA-256, in base64url. */
export function digestOf(body: string | Buffer): string {
  return hash('sha256', body, 'base64url');
}

/** The claims that name a principal; none for an anonymous one. */
export function claimsOf(principal: Principal): JWTPayload {
  switch (principal.kind) {
    case 'anonymous':
      return {};
    case 'user':
      return {
        sub: principal.userId,
        sid: principal.sessionId,
        roles: [...principal.roles],
        scope: [...principal.scopes].join(' '),
      };
    case 'service':
      // RFC 9068 §2.2: without a user, the client is the subject.
      return {
        sub: principal.clientId,
        client_id: principal.clientId,
        scope: [...principal.scopes].join(' '),
      };
  }
}

/** The principal that verified claims name, or null when they are malformed. */
export function principalOf(claims: JWTPayload): Principal | null {
  if (claims.sub === undefined) return anonymous;
  if (claims.client_id !== undefined) return serviceOf(claims);
  const parsed = userClaims.safeParse(claims);
  if (!parsed.success) return null;
  const { sub, sid, roles, scope } = parsed.data;
  return {
    kind: 'user',
    userId: sub,
    sessionId: sid,
    roles,
    scopes: scopesOf(scope),
  };
}

function serviceOf(claims: JWTPayload): Principal | null {
  const parsed = serviceClaims.safeParse(claims);
  if (!parsed.success || parsed.data.sub !== parsed.data.client_id) return null;
  return {
    kind: 'service',
    clientId: parsed.data.client_id,
    scopes: scopesOf(parsed.data.scope),
  };
}

function scopesOf(scope: string): ReadonlySet<string> {
  return new Set(scope.split(' ').filter((part) => part !== ''));
}
