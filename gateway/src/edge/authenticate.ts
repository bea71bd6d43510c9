import type { IncomingMessage } from 'node:http';
import { anonymous, type Principal } from '@causeway/subgraph-kit';
import { createRemoteJWKSet, decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import type { GatewaySettings, IssuerSettings } from '../config/settings.ts';
import { AuthenticationError, AuthenticationUnavailableError } from './authentication-error.ts';

const JWKS_CACHE_MS = 10 * 60_000;
const JWKS_COOLDOWN_MS = 30_000;
const JWKS_TIMEOUT_MS = 5_000;
const MAX_TOKEN_LENGTH = 8_192;
/** RFC 9068 §2.1, and what most issuers still write. Refresh and logout tokens have other types. */
const ACCESS_TOKEN_TYPES = new Set(['at+jwt', 'application/at+jwt', 'jwt']);

/** Says who sends a request. Throws AuthenticationError or AuthenticationUnavailableError. */
export type Authenticate = (request: IncomingMessage) => Promise<Principal>;

/** Verifies clients' access tokens against the issuers that the settings name (RFC 8725). */
export function createAuthenticate(settings: GatewaySettings['jwt']): Authenticate {
  const issuers = new Map(
    settings.issuers.map((issuer) => [issuer.issuer, verifierOf(issuer, settings)]),
  );
  if (issuers.size === 0) return async () => anonymous;
  return async (request) => {
    const token = bearerToken(request);
    if (token === null) return anonymous;
    const verify = issuers.get(claimedIssuer(token));
    if (verify === undefined)
      throw new AuthenticationError('The issuer of the token is not trusted.');
    return principalOf(await verify(token));
  };
}

/** RFC 6750 §2.1. Throws when there is more than one header, or it is no bearer token. */
function bearerToken({ rawHeaders }: IncomingMessage): string | null {
  const given = rawHeaders.filter(
    (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === 'authorization',
  );
  const [header] = given;
  if (header === undefined) return null;
  if (given.length > 1)
    throw new AuthenticationError('There is more than one Authorization header.');
  if (header.length > MAX_TOKEN_LENGTH) throw new AuthenticationError('The token is too long.');
  const token = /^Bearer +([A-Za-z0-9._~+/=-]+) *$/i.exec(header)?.[1];
  if (token === undefined) {
    throw new AuthenticationError('The Authorization header holds no bearer token.');
  }
  return token;
}

/** What the token says of its issuer, to choose the keys by; verifying checks it. */
function claimedIssuer(token: string): string {
  try {
    return decodeJwt(token).iss ?? '';
  } catch (cause) {
    throw new AuthenticationError('The token is not a JWT.', { cause });
  }
}

type Verify = (token: string) => Promise<JWTPayload>;

function verifierOf(
  { issuer, jwksUrl, audience, algorithms }: IssuerSettings,
  { clockToleranceSeconds }: GatewaySettings['jwt'],
): Verify {
  const keys = createRemoteJWKSet(new URL(jwksUrl), {
    cacheMaxAge: JWKS_CACHE_MS,
    cooldownDuration: JWKS_COOLDOWN_MS,
    timeoutDuration: JWKS_TIMEOUT_MS,
  });
  const options = {
    issuer,
    audience,
    algorithms: [...algorithms],
    clockTolerance: clockToleranceSeconds,
    requiredClaims: ['exp', 'sub'],
  };
  return async (token) => {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keys, options);
      if (!ACCESS_TOKEN_TYPES.has(String(protectedHeader.typ).toLowerCase())) {
        throw new AuthenticationError('The token is not an access token.');
      }
      return payload;
    } catch (error) {
      throw verificationError(error);
    }
  };
}

/** Faults of the token are the client's; that keys cannot be had is not. */
function verificationError(cause: unknown): Error {
  if (cause instanceof AuthenticationError) return cause;
  if (cause instanceof errors.JWTExpired) {
    return new AuthenticationError('The token has expired.', { cause });
  }
  if (cause instanceof errors.JWTClaimValidationFailed) {
    return new AuthenticationError(`The token's claim "${cause.claim}" is not acceptable.`, {
      cause,
    });
  }
  if (cause instanceof errors.JWKSTimeout || !(cause instanceof errors.JOSEError)) {
    return new AuthenticationUnavailableError({ cause });
  }
  // jose has no class of its own for an answer of the JWKS endpoint that is not 200 or not JSON.
  if (cause.code === 'ERR_JOSE_GENERIC' || cause instanceof errors.JWKSInvalid) {
    return new AuthenticationUnavailableError({ cause });
  }
  return new AuthenticationError('The token is not valid.', { cause });
}

const text = z.string().max(255);
const accessClaims = z.object({
  sub: text.min(1),
  sid: text.optional(),
  jti: text.optional(),
  roles: z.array(text).max(100).default([]),
  scope: z.string().max(4_096).optional(),
  scp: z.array(text).max(200).optional(),
});

function principalOf(payload: JWTPayload): Principal {
  const parsed = accessClaims.safeParse(payload);
  if (!parsed.success) {
    const claim = parsed.error.issues[0]?.path[0];
    throw new AuthenticationError(`The token's claim "${String(claim)}" is malformed.`);
  }
  const { sub, sid, jti, roles, scope, scp } = parsed.data;
  return {
    kind: 'user',
    userId: sub,
    sessionId: sid ?? jti ?? '',
    roles,
    scopes: new Set([...(scope?.split(' ').filter(Boolean) ?? []), ...(scp ?? [])]),
  };
}
