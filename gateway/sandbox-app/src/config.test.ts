import { expect, test } from 'vitest';
import { parseConfig } from './config.ts';

test('reads what the gateway says', () => {
  const account = { label: 'Customer', email: 'customer@example.com', password: 'secret' };
  const config = {
    endpoint: '/graphql',
    signIn: { accounts: [account] },
    developer: true,
    registry: { endpoint: 'http://127.0.0.1:4004/graphql', graph: 'shop@local', token: null },
    hasStatus: true,
  };
  expect(parseConfig(config)).toEqual(config);
});

test('offers no sign-in, no plans and no registry unless the gateway says so', () => {
  expect(parseConfig({ endpoint: '/graphql' })).toEqual({
    endpoint: '/graphql',
    signIn: null,
    developer: false,
    registry: null,
    hasStatus: false,
  });
});

test('leaves out accounts that nobody could sign in with', () => {
  const accounts = [
    { label: 'No password', email: 'a@example.com' },
    { email: 'b@c.d', password: '' },
  ];
  expect(parseConfig({ endpoint: '/', signIn: { accounts } }).signIn).toEqual({
    accounts: [{ label: 'b@c.d', email: 'b@c.d', password: '' }],
  });
});

test.each([null, 'text', {}, { endpoint: 1 }])('says what is missing in %j', (value) => {
  expect(() => parseConfig(value)).toThrow('endpoint');
});
