import { expect, test } from 'vitest';
import { redactSecrets } from './redact-secrets.ts';

test.each([
  ['{"email":"a@b.c","password":"hunter2"}', '{"email":"a@b.c","password":""}'],
  ['{\n  "refreshToken": "abc.def"\n}', '{\n  "refreshToken": ""\n}'],
  ['{"Authorization":"Bearer x.y.z"}', '{"Authorization":""}'],
  [
    '{ signIn(input: { password: "hunter2" }) { id } }',
    '{ signIn(input: { password: "" }) { id } }',
  ],
  [String.raw`{"password":"a\"b\\","next":"kept"}`, '{"password":"","next":"kept"}'],
])('empties the secret in %s', (text, expected) => {
  expect(redactSecrets(text)).toBe(expected);
});

test('empties secrets in JSON that is kept inside JSON', () => {
  const variables = JSON.stringify({ input: { newPassword: 'hunter"2', name: 'Ada' } }, null, 2);
  const stored = JSON.stringify({ tabs: [{ variables, query: 'a(token: "t")' }] });
  expect(JSON.parse(redactSecrets(stored))).toEqual({
    tabs: [
      {
        variables: JSON.stringify({ input: { newPassword: '', name: 'Ada' } }, null, 2),
        query: 'a(token: "")',
      },
    ],
  });
});

test.each([
  'query ($token: String!) { session { accessToken refreshToken } passwordChangedAt }',
  '{ "note": "the password is not here", "half": "an \\" open quote" }',
  'a(pattern: "\\q \\" not JSON")',
])('leaves %s as it is', (text) => {
  expect(redactSecrets(text)).toBe(text);
});
