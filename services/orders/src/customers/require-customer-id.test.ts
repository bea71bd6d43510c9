import { anonymous, type Principal } from '@causeway/subgraph-kit';
import { expect, test } from 'vitest';
import { requireCustomerId } from './require-customer-id.ts';

const ID = '0190d5a0-0000-7000-8000-0000000000ab';

const user = (userId: string): Principal => ({
  kind: 'user',
  userId,
  sessionId: 'session',
  roles: [],
  scopes: new Set(),
});

test('a customer is a signed-in user with an id that a row can have', () => {
  expect(requireCustomerId(user(ID.toUpperCase()))).toBe(ID);
  expect(() => requireCustomerId(anonymous)).toThrow(
    expect.objectContaining({ code: 'UNAUTHENTICATED' }),
  );
  expect(() => requireCustomerId(user('issuer|42'))).toThrow(
    expect.objectContaining({ code: 'FORBIDDEN' }),
  );
});
