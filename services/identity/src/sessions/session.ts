import type { User } from '../users/user.ts';

/** What a caller receives who has signed in or refreshed. */
export interface SessionGrant {
  readonly sessionId: string;
  readonly accessToken: string;
  readonly expiresAt: Date;
  readonly refreshToken: string;
  readonly refreshTokenExpiresAt: Date;
  readonly user: User;
}

/** A session that goes on, as its user sees it in the list. */
export interface ListedSession {
  readonly id: string;
  readonly device: string | null;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
}
