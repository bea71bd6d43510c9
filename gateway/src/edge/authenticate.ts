import type { IncomingMessage } from 'node:http';
import { anonymous, type Logger, type Principal } from '@causeway/subgraph-kit/service';
import { decodeJwt } from 'jose';
import type { IssuerSettings, JwtSettings } from '../config/jwt-settings.ts';
import { accessTokenOf } from './access-token-of.ts';
import { AuthenticationError } from './authentication-error.ts';
import type { FollowedSessions } from './ended-sessions/follow-ended-sessions.ts';
import { fetchJwks } from './fetch-jwks.ts';
import { createIssuerKeys, type IssuerKeys } from './issuer-keys.ts';
import { principalOfToken } from './principal-of-token.ts';
import { createVerifiedTokens } from './verified-tokens.ts';
import { createVerifyToken, type VerifyToken } from './verify-token.ts';

/**
 * Says who sends a request. Rejects with AuthenticationError, AuthenticationUnavailableError, or
 * GatewayError CSRF_PREVENTED.
 */
export type Authenticate = (
  request: Pick<IncomingMessage, 'rawHeaders' | 'headers'>,
) => Promise<Principal>;

/**
 * Verifies clients' access tokens against the issuers that the settings name, whose keys it asks for.
 * `ended` are the ended sessions of the issuers that tell them.
 */
export function createAuthenticate(
  settings: JwtSettings,
  { logger, ended }: { logger: Logger; ended: ReadonlyMap<string, FollowedSessions> },
): Authenticate {
  const issuers = new Map(
    settings.issuers.map((issuer) => [issuer.issuer, trusted(issuer, settings, logger)]),
  );
  if (issuers.size === 0) return async () => anonymous;
  const verifiedTokens = createVerifiedTokens();

  async function verified(token: string): Promise<Principal> {
    const issuer = issuers.get(claimedIssuer(token));
    if (issuer === undefined) {
      throw new AuthenticationError('The issuer of the token is not trusted.');
    }
    const { verify, keys, subjectPrefix } = issuer;
    // Before: if they change meanwhile, the token is verified once more.
    const keySet = keys.current();
    const claims = await verify(token);
    const principal = principalOfToken(claims, subjectPrefix);
    const expiresAtMs = (claims.exp ?? 0) * 1_000;
    if (keySet !== null) verifiedTokens.keep(token, { principal, expiresAtMs, keys, keySet });
    return principal;
  }

  return async (request) => {
    const token = accessTokenOf(request, settings);
    if (token === null) return anonymous;
    const principal = verifiedTokens.find(token) ?? (await verified(token));
    if (principal.kind === 'user') ended.get(principal.issuer ?? '')?.expectAlive(principal);
    return principal;
  };
}

function trusted(
  issuer: IssuerSettings,
  { clockToleranceSeconds }: JwtSettings,
  logger: Logger,
): { keys: IssuerKeys; verify: VerifyToken; subjectPrefix: string | undefined } {
  const keys = createIssuerKeys({
    issuer: issuer.issuer,
    fetch: () => fetchJwks(issuer.jwksUrl),
    logger,
  });
  const verify = createVerifyToken(issuer, { keys, clockToleranceSeconds });
  return { keys, verify, subjectPrefix: issuer.subjectPrefix };
}

/** What the token says of its issuer, to choose the keys by; verifying checks it. */
function claimedIssuer(token: string): string {
  try {
    return decodeJwt(token).iss ?? '';
  } catch (cause) {
    throw new AuthenticationError('The token is not a JWT.', { cause });
  }
}
