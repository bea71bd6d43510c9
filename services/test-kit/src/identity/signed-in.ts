import { randomUUID } from 'node:crypto';
import type { UserPrincipal } from '@causeway/subgraph-kit';

/** A signed-in user for tests: somebody new each time, without roles or scopes unless given. */
export function signedIn({
  scopes = [],
  ...overrides
}: Partial<Omit<UserPrincipal, 'kind' | 'scopes'>> & {
  scopes?: Iterable<string>;
} = {}): UserPrincipal {
  return {
    kind: 'user',
    userId: randomUUID(),
    sessionId: randomUUID(),
    roles: [],
    ...overrides,
    scopes: new Set(scopes),
  };
}
