/** Two tabs that refresh at once, or a client that did not get the answer, are not thieves. */
export const REPEAT_MS = 10_000;

/** A refresh token that was presented, and its session. */
export interface PresentedToken {
  readonly usedAt: Date | null;
  readonly expiresAt: Date;
  readonly sessionRevokedAt: Date | null;
}

/**
 * - `rotate`: hand out its successor;
 * - `repeat`: it was used a moment ago; hand out its successor once more;
 * - `reused`: somebody used it before, and the two cannot be told apart (RFC 9700 §4.14.2), so the
 *   session must end;
 * - `over`: the session has ended.
 */
export type RefreshVerdict = 'rotate' | 'repeat' | 'reused' | 'over';

export function judgeRefreshToken(token: PresentedToken, now: Date): RefreshVerdict {
  if (token.sessionRevokedAt !== null || token.expiresAt <= now) return 'over';
  if (token.usedAt === null) return 'rotate';
  return now.getTime() - token.usedAt.getTime() < REPEAT_MS ? 'repeat' : 'reused';
}
