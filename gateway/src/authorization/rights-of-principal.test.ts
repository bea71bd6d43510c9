import { anonymous, type Principal } from '@causeway/subgraph-kit/service';
import { expect, test } from 'vitest';
import { createRightsOfPrincipal } from './rights-of-principal.ts';

const rightsOf = createRightsOfPrincipal({
  staff: { roles: ['support', 'admin'] },
  books: { scopes: ['books:read', 'books:write'] },
  editor: { roles: ['editor'], scopes: ['books:write'] },
});

function user(roles: string[], scopes: string[] = []): Principal {
  return { kind: 'user', userId: 'u', sessionId: 's', roles, scopes: new Set(scopes) };
}

const service: Principal = {
  kind: 'service',
  clientId: 'c',
  scopes: new Set(['a', 'books:write']),
};

test.each<[string, string, Principal, boolean]>([
  ['by one of its roles', 'staff', user(['admin', 'other']), true],
  ['by none of its roles', 'staff', user(['editor']), false],
  ['by all of its scopes', 'books', user([], ['books:write', 'books:read']), true],
  ['by some of its scopes', 'books', user([], ['books:read']), false],
  ['by role and scope', 'editor', user(['editor'], ['books:write']), true],
  ['by the role without the scope', 'editor', user(['editor']), false],
  ['by the scope without the role', 'editor', user([], ['books:write']), false],
  ['by nobody when it is not known', 'secret', user(['secret'], ['secret']), false],
  ['by nobody when it is called like what objects have', 'constructor', user(['admin']), false],
  ['by a program with some of its scopes', 'books', service, false],
  ['by no program where a role is asked for', 'editor', service, false],
  ['by nobody anonymous', 'staff', anonymous, false],
])('a policy is satisfied %s', (_how, policy, principal, isSatisfied) => {
  expect(rightsOf(principal).satisfiesPolicy(policy)).toBe(isSatisfied);
});

test('a user or program is known and has its scopes, and nobody else has any', () => {
  const rights = rightsOf(user([], ['a']));
  expect([rights.isAuthenticated, rights.hasScope('a'), rights.hasScope('b')]).toEqual([
    ...[true, true, false],
  ]);
  expect([rightsOf(service).isAuthenticated, rightsOf(service).hasScope('a')]).toEqual([
    true,
    true,
  ]);
  expect([rightsOf(anonymous).isAuthenticated, rightsOf(anonymous).hasScope('a')]).toEqual([
    ...[false, false],
  ]);
});
