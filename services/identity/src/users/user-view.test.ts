import { anonymous, type Principal } from '@causeway/subgraph-kit';
import { describe, expect, test } from 'vitest';
import { requirePrivateView, viewOneself, viewUser } from './user-view.ts';

const ada = {
  id: 'ada',
  displayName: 'Ada',
  email: 'ada@example.com',
  emailVerifiedAt: null,
  createdAt: new Date('2026-11-01T00:00:00Z'),
};

const caller = (userId: string, ...scopes: string[]): Principal => ({
  kind: 'user',
  userId,
  sessionId: 'session',
  roles: [],
  scopes: new Set(scopes),
});

describe('what a caller may see of a user', () => {
  test.each([
    ['the user', caller('ada'), 'private'],
    ['someone with users:read', caller('bob', 'users:read'), 'private'],
    ['someone else', caller('bob', 'orders:read', 'roles:write'), 'public'],
    ['nobody known', anonymous, 'public'],
  ] as const)('%s', (_who, principal, access) => {
    expect(viewUser(principal, ada)).toEqual({ user: ada, access });
  });

  test('who has just signed in sees all of themselves', () => {
    expect(requirePrivateView(viewOneself(ada), anonymous)).toBe(ada);
  });

  test('the rest of a public view is FORBIDDEN to others and UNAUTHENTICATED to the anonymous', () => {
    const view = { user: ada, access: 'public' } as const;
    expect(() => requirePrivateView(view, caller('bob'))).toThrow(
      expect.objectContaining({ code: 'FORBIDDEN' }),
    );
    expect(() => requirePrivateView(view, anonymous)).toThrow(
      expect.objectContaining({ code: 'UNAUTHENTICATED' }),
    );
  });
});
