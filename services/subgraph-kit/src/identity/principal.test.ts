import { describe, expect, it } from 'vitest';
import { anonymous, hasScope, requireScope, requireUser, type UserPrincipal } from './principal.ts';

const user: UserPrincipal = {
  kind: 'user',
  userId: 'u1',
  sessionId: 's1',
  roles: ['support'],
  scopes: new Set(['orders:read']),
};

describe('principal', () => {
  it('returns the signed-in user', () => {
    expect(requireUser(user)).toBe(user);
    expect(requireScope(user, 'orders:read')).toBe(user);
  });

  it('refuses nobody as UNAUTHENTICATED, whatever is asked', () => {
    expect(() => requireUser(anonymous)).toThrow(
      expect.objectContaining({ code: 'UNAUTHENTICATED' }),
    );
    expect(() => requireScope(anonymous, 'orders:read')).toThrow(
      expect.objectContaining({ code: 'UNAUTHENTICATED' }),
    );
  });

  it('refuses a user without the scope as FORBIDDEN, and names the scope', () => {
    expect(() => requireScope(user, 'orders:write')).toThrow(
      expect.objectContaining({
        code: 'FORBIDDEN',
        message: expect.stringContaining('orders:write'),
      }),
    );
  });

  it('answers whether a scope is there', () => {
    expect(hasScope(user, 'orders:read')).toBe(true);
    expect(hasScope(user, 'orders')).toBe(false);
    expect(hasScope(anonymous, 'orders:read')).toBe(false);
  });
});
