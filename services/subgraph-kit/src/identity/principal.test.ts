import { describe, expect, it } from 'vitest';
import {
  anonymous,
  hasScope,
  requireCaller,
  requireScope,
  requireUser,
  requireUserWithScope,
  type ServicePrincipal,
  type UserPrincipal,
} from './principal.ts';

const user: UserPrincipal = {
  kind: 'user',
  userId: 'u1',
  sessionId: 's1',
  roles: ['support'],
  scopes: new Set(['orders:read']),
};

const service: ServicePrincipal = {
  kind: 'service',
  clientId: 'c1',
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

  it('lets a program do what its scopes allow, and nothing that only a person can do', () => {
    expect(requireCaller(service)).toBe(service);
    expect(requireScope(service, 'orders:read')).toBe(service);
    expect(hasScope(service, 'orders:read')).toBe(true);
    const forbidden = expect.objectContaining({ code: 'FORBIDDEN' });
    expect(() => requireScope(service, 'orders:write')).toThrow(forbidden);
    expect(() => requireUser(service)).toThrow(forbidden);
    expect(() => requireUserWithScope(service, 'orders:read')).toThrow(forbidden);
    expect(requireUserWithScope(user, 'orders:read')).toBe(user);
  });

  it('answers whether a scope is there', () => {
    expect(hasScope(user, 'orders:read')).toBe(true);
    expect(hasScope(user, 'orders')).toBe(false);
    expect(hasScope(anonymous, 'orders:read')).toBe(false);
  });
});
