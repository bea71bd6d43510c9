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

describe('a token without a user', () => {
  test("is a program's when its subject is the client", () => {
    const claims = { iss: 'https://a.test', sub: 'c', client_id: 'c', scope: 'orders:read' };
    expect(principalOfToken(claims)).toEqual({
      kind: 'service',
      issuer: 'https://a.test',
      clientId: 'c',
      scopes: new Set(['orders:read']),
    });
  });

  test('has the prefix of its issuer, as users have', () => {
    expect(principalOfToken({ sub: 'c', client_id: 'c' }, 'a|')).toMatchObject({ clientId: 'a|c' });
  });

  test("is a user's when the client asks for somebody else", () => {
    expect(principalOfToken({ sub: 'u', client_id: 'c' })).toMatchObject({ kind: 'user' });
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
