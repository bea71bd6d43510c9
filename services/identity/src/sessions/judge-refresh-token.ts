/** A refresh token that was presented, and its session. */
export interface PresentedToken {
  readonly usedAt: Date | null;
  readonly expiresAt: Date;
  readonly sessionRevokedAt: Date | null;
}

/**
 * - `rotate`: hand out its successor;
 * - `reused`: somebody used it before, and the two cannot be told apart (RFC 9700 §4.14.2), so the
 *   session must end;
 * - `over`: the session has ended.
 */
export type RefreshVerdict = 'rotate' | 'reused' | 'over';

export function judgeRefreshToken(token: PresentedToken, now: Date): RefreshVerdict {
  if (token.sessionRevokedAt !== null || token.expiresAt <= now) return 'over';
  return token.usedAt === null ? 'rotate' : 'reused';
}
