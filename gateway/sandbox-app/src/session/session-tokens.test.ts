import { expect, test } from 'vitest';
import { expiryOf, findTokens } from './session-tokens.ts';

const tokens = { accessToken: 'a', refreshToken: 'r' };

test.each([
  { signIn: tokens },
  { signIn: { __typename: 'SignInSuccess', session: { ...tokens, user: { id: '1' } } } },
  { other: null, renamed: tokens },
])('finds the tokens in %j', (data) => {
  expect(findTokens(data)).toEqual(tokens);
});

test.each([
  null,
  undefined,
  'text',
  {},
  { signIn: { accessToken: 'a' } },
  { signIn: { accessToken: 1, refreshToken: 2 } },
])('finds none in %j', (data) => {
  expect(findTokens(data)).toBeNull();
});

test('reads when an access token ends', () => {
  const claims = Buffer.from(JSON.stringify({ exp: 1_800_000_000, name: 'Zoë ÿþ' })).toString(
    'base64url',
  );
  expect(expiryOf(`header.${claims}.signature`)).toBe(1_800_000_000_000);
});

test.each(['', 'opaque', 'a.b.c', 'a.e30.c'])('does not know when %j ends', (token) => {
  expect(expiryOf(token)).toBeNull();
});
