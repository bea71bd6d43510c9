import { addMs, type Clock } from '../clock.ts';
import type { Access } from '../roles/roles-store.ts';
import type { User } from '../users/user.ts';
import type { AccessTokens } from './access-tokens.ts';
import { createRefreshToken, hashRefreshToken, successorOf } from './refresh-token.ts';
import type { SessionGrant } from './session.ts';
import type { NewRefreshToken } from './sessions-store.ts';
import { REFRESH_TOKEN_LIFETIME_MS } from './token-lifetimes.ts';

/** A refresh token before it is handed out: the caller's half and the database's. */
export interface FreshToken {
  readonly text: string;
  readonly stored: NewRefreshToken;
}

export interface SessionGrants {
  createToken(): FreshToken;
  /** The token that takes the place of this one, the same each time but for its dates. */
  createSuccessor(token: { id: string; text: string }): FreshToken;
  /** Makes what the caller receives: the refresh token and an access token for `access`. */
  grant(
    session: { sessionId: string; user: User },
    refreshToken: { text: string; expiresAt: Date },
    access: Access,
  ): Promise<SessionGrant>;
}

export function createSessionGrants(parts: {
  accessTokens: AccessTokens;
  /** Of `successorKey`. */
  refreshKey: Uint8Array;
  now: Clock;
}): SessionGrants {
  const { accessTokens, refreshKey, now } = parts;
  const fresh = (text: string): FreshToken => {
    const createdAt = now();
    const expiresAt = addMs(createdAt, REFRESH_TOKEN_LIFETIME_MS);
    return { text, stored: { tokenHash: hashRefreshToken(text), createdAt, expiresAt } };
  };
  return {
    createToken: () => fresh(createRefreshToken()),
    createSuccessor: (token) => fresh(successorOf(token, refreshKey)),
    async grant({ sessionId, user }, refreshToken, access) {
      const accessToken = await accessTokens.issue({ userId: user.id, sessionId, ...access });
      return {
        sessionId,
        accessToken: accessToken.token,
        expiresAt: accessToken.expiresAt,
        refreshToken: refreshToken.text,
        refreshTokenExpiresAt: refreshToken.expiresAt,
        user,
      };
    },
  };
}
