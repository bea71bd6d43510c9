import type { Principal } from '@causeway/subgraph-kit/service';
import type { JWTPayload } from 'jose';
import { z } from 'zod';
import { AuthenticationError } from './authentication-error.ts';

/** What fits into an assertion: a subgraph refuses longer names. */
const MAX_NAME_LENGTH = 128;
const name = z.string().min(1).max(MAX_NAME_LENGTH);
/** RFC 9068 §2.2; `scp` is what some issuers call a list of scopes. */
const accessClaims = z.object({
  sub: name,
  sid: name.optional(),
  jti: name.optional(),
  roles: z.array(name).max(100).default([]),
  scope: z.string().max(4_096).optional(),
  scp: z
    .array(z.string().regex(/^[^ ]+$/))
    .max(200)
    .optional(),
});

/**
 * Who the claims of a verified token name; `subjectPrefix` keeps apart the users of several issuers. A
 * token that names no session is one by its own id, or all of a user's tokens are. One whose subject is
 * the client itself was granted to a program, without a user (RFC 9068 §2.2). Throws AuthenticationError
 * naming a malformed claim.
 */
export function principalOfToken(claims: JWTPayload, subjectPrefix = ''): Principal {
  const prefixed = typeof claims.sub === 'string' && claims.sub !== '';
  const parsed = accessClaims.safeParse(
    prefixed ? { ...claims, sub: subjectPrefix + claims.sub } : claims,
  );
  if (!parsed.success) {
    const claim = parsed.error.issues[0]?.path[0];
    throw new AuthenticationError(`The token's claim "${String(claim)}" is malformed.`);
  }
  const { sub, sid, jti, roles, scope = '', scp = [] } = parsed.data;
  const scopes = new Set([...scope.split(' ').filter((part) => part !== ''), ...scp]);
  const issuer = claims.iss;
  if (claims.client_id === claims.sub) return { kind: 'service', issuer, clientId: sub, scopes };
  return { kind: 'user', issuer, userId: sub, sessionId: sid ?? jti ?? sub, roles, scopes };
}
