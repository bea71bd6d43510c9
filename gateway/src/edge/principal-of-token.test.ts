import { describe, expect, test } from 'vitest';
import { principalOfToken } from './principal-of-token.ts';

test('reads user, session, roles and scopes', () => {
  expect(
    principalOfToken({ sub: 'u', sid: 's', roles: ['support'], scope: 'users:read  orders:read' }),
  ).toEqual({
    kind: 'user',
    userId: 'u',
    sessionId: 's',
    roles: ['support'],
    scopes: new Set(['users:read', 'orders:read']),
  });
});

test('reads scopes from `scp` as well', () => {
  expect(principalOfToken({ sub: 'u', scope: 'a', scp: ['b', 'c'] })).toMatchObject({
    scopes: new Set(['a', 'b', 'c']),
  });
});

describe('the session of a token that names none', () => {
  test('is the token itself', () => {
    expect(principalOfToken({ sub: 'u', jti: 't' })).toMatchObject({ sessionId: 't' });
  });

  test('is the user when the token has no id either', () => {
    expect(principalOfToken({ sub: 'u' })).toMatchObject({ sessionId: 'u' });
  });
});

test.each([
  ['sub', { sub: '' }],
  ['sub', { sub: 'x'.repeat(129) }],
  ['roles', { sub: 'u', roles: 'admin' }],
  ['roles', { sub: 'u', roles: [1] }],
  ['scope', { sub: 'u', scope: ['a'] }],
  ['scp', { sub: 'u', scp: 'a' }],
  ['scp', { sub: 'u', scp: ['a b'] }],
])('refuses a malformed %s: %j', (claim, claims) => {
  expect(() => principalOfToken(claims as never)).toThrow(`claim "${claim}" is malformed`);
});
