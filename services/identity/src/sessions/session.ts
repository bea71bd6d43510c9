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
