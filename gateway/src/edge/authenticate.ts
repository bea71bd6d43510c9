import type { IncomingMessage } from 'node:http';
import { anonymous, type Principal } from '@causeway/subgraph-kit/service';
import { createRemoteJWKSet, decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import type { IssuerSettings, JwtSettings } from '../config/jwt-settings.ts';
import { AuthenticationError, AuthenticationUnavailableError } from './authentication-error.ts';
import { bearerToken } from './bearer-token.ts';
import { principalOfToken } from './principal-of-token.ts';

const JWKS_CACHE_MS = 10 * 60_000;
/** A token with an unknown key makes the keys be asked for again, but not more often than this. */
const JWKS_COOLDOWN_MS = 30_000;
const JWKS_TIMEOUT_MS = 5_000;
/** RFC 9068 §2.1, and what most issuers still write. Refresh and logout tokens have other types. */
const ACCESS_TOKEN_TYPES = new Set(['at+jwt', 'application/at+jwt', 'jwt']);

/** Says who sends a request. Rejects with AuthenticationError or AuthenticationUnavailableError. */
export type Authenticate = (request: Pick<IncomingMessage, 'rawHeaders'>) => Promise<Principal>;

/** Verifies clients' access tokens against the issuers that the settings name (RFC 8725). */
export function createAuthenticate(settings: JwtSettings): Authenticate {
  const issuers = new Map(
    settings.issuers.map((issuer) => [issuer.issuer, verifierOf(issuer, settings)]),
  );
  if (issuers.size === 0) return async () => anonymous;
  return async (request) => {
    const token = bearerToken(request);
    if (token === null) return anonymous;
    const verify = issuers.get(claimedIssuer(token));
    if (verify === undefined) {
      throw new AuthenticationError('The issuer of the token is not trusted.');
    }
    return principalOfToken(await verify(token));
  };
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
  { clockToleranceSeconds }: JwtSettings,
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
    const { payload, protectedHeader } = await jwtVerify(token, keys, options).catch((cause) => {
      throw verificationError(cause);
    });
    // RFC 8725 §3.11: the type is told explicitly, or a token of another kind could pass.
    if (!ACCESS_TOKEN_TYPES.has(String(protectedHeader.typ).toLowerCase())) {
      throw new AuthenticationError('The token is not an access token.');
    }
    return payload;
  };
}

/** Faults of the token are the client's; that keys cannot be had is not. */
function verificationError(cause: unknown): Error {
  if (cause instanceof errors.JWTExpired) {
    return new AuthenticationError('The token has expired.', { cause });
  }
  if (cause instanceof errors.JWTClaimValidationFailed) {
    const message = `The token's claim "${cause.claim}" is not acceptable.`;
    return new AuthenticationError(message, { cause });
  }
  if (areKeysUnavailable(cause)) return new AuthenticationUnavailableError({ cause });
  return new AuthenticationError('The token is not valid.', { cause });
}

function areKeysUnavailable(cause: unknown): boolean {
  if (!(cause instanceof errors.JOSEError)) return true;
  if (cause instanceof errors.JWKSTimeout || cause instanceof errors.JWKSInvalid) return true;
  // jose has no class of its own for an answer of the JWKS endpoint that is not 200 or not JSON.
  return cause.code === 'ERR_JOSE_GENERIC';
}
