import { anonymous, type Principal } from '@causeway/subgraph-kit/service';
import { expect, test } from 'vitest';
import { callerKey } from './caller-key.ts';

const user: Principal = {
  ...{ kind: 'user', userId: 'u1', sessionId: 's1', roles: ['a', 'b'] },
  scopes: new Set(['x', 'y']),
};
const key = (principal: Principal, clientHeaders: Record<string, string | string[]> = {}) =>
  callerKey({ principal, clientHeaders }, ['x-tenant', 'x-other']);

test('is the same for the same caller, whatever headers are not passed on', () => {
  expect(key(user, { 'x-tenant': '1', 'x-request-id': 'a' })).toBe(
    key({ ...user, scopes: new Set(['x', 'y']) }, { 'x-tenant': '1', 'x-request-id': 'b' }),
  );
});

test.each<[string, Principal, Record<string, string | string[]>]>([
  ['nobody', anonymous, {}],
  ['another user', { ...user, userId: 'u2' }, {}],
  ['a program of the same id', { kind: 'service', clientId: 'u1', scopes: user.scopes }, {}],
  ['another session', { ...user, sessionId: 's2' }, {}],
  ['other roles', { ...user, roles: ['a'] }, {}],
  ['roles that only look alike', { ...user, roles: ['a,b'] }, {}],
  ['other scopes', { ...user, scopes: new Set(['x']) }, {}],
  ['a header', user, { 'x-tenant': '1' }],
  ['the same value in another header', user, { 'x-other': '1' }],
  ['a header with two values', user, { 'x-tenant': ['1', '2'] }],
])('differs for %s', (_name, principal, headers) => {
  const others = [key(user), key(user, { 'x-tenant': '1', 'x-other': '2' })];
  expect(others).not.toContain(key(principal, headers));
});
