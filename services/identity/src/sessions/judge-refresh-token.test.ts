import { expect, test } from 'vitest';
import { judgeRefreshToken, REPEAT_MS } from './judge-refresh-token.ts';

const now = new Date('2026-11-01T12:00:00Z');
const earlier = new Date('2026-11-01T11:00:00Z');
const later = new Date('2026-11-01T13:00:00Z');
const before = (ms: number) => new Date(now.getTime() - ms);
const fresh = { usedAt: null, expiresAt: later, sessionRevokedAt: null };

test.each([
  ['a fresh token', fresh, 'rotate'],
  ['a used token', { ...fresh, usedAt: earlier }, 'reused'],
  ['a token used a moment ago', { ...fresh, usedAt: before(REPEAT_MS - 1) }, 'repeat'],
  ['a token used before that', { ...fresh, usedAt: before(REPEAT_MS) }, 'reused'],
  ['an expired token', { ...fresh, expiresAt: earlier }, 'over'],
  ['a token at the instant of its end', { ...fresh, expiresAt: now }, 'over'],
  ['an expired token that was used', { ...fresh, expiresAt: earlier, usedAt: earlier }, 'over'],
  [
    'a token used a moment ago, of an ended session',
    { ...fresh, usedAt: now, sessionRevokedAt: now },
    'over',
  ],
  ['a token of an ended session', { ...fresh, sessionRevokedAt: earlier }, 'over'],
  [
    'a used token of an ended session',
    { ...fresh, usedAt: earlier, sessionRevokedAt: earlier },
    'over',
  ],
] as const)('%s', (_what, token, verdict) => {
  expect(judgeRefreshToken(token, now)).toBe(verdict);
});
