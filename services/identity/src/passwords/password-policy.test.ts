import { describe, expect, test } from 'vitest';
import { equalsEmail, newPasswordField, passwordField } from './password-policy.ts';

const messages = (field: typeof newPasswordField | typeof passwordField, password: string) =>
  field.safeParse(password).error?.issues.map(({ message }) => message) ?? [];

describe('a password to be set', () => {
  test.each([
    'slow lamps',
    'slow lamps '.repeat(12).slice(0, 128),
    ' spaces count ',
    '🔑🚪🪟🧱🏠🌳🚲🐈🌧️',
  ])('may be %j, and is kept as it is', (password) => {
    expect(newPasswordField.parse(password)).toBe(password);
  });

  test.each([
    ['', 'must be at least 10 characters'],
    ['a'.repeat(9), 'must be at least 10 characters'],
    ['🔑'.repeat(9), 'must be at least 10 characters'],
    ['a'.repeat(129), 'must be at most 128 characters'],
    ['🔑'.repeat(129), 'must be at most 128 characters'],
    ['a'.repeat(1_000_000), 'must be at most 128 characters'],
    ['a'.repeat(128), 'must not repeat a few characters'],
    ['Password2024', 'must not be one that is used often, or one with digits added'],
  ])('must not be %j', (password, message) => {
    expect(messages(newPasswordField, password)).toEqual([message]);
  });
});

describe('a password to be checked', () => {
  test('may be shorter than one to be set: rules change, old passwords stay', () => {
    expect(messages(passwordField, 'short')).toEqual([]);
  });

  test('is limited, so that hashing it is', () => {
    expect(messages(passwordField, '')).toEqual(['must not be empty']);
    expect(messages(passwordField, 'a'.repeat(129))).toEqual(['must be at most 128 characters']);
  });
});

test.each(['ada@example.com', ' ADA@Example.com', 'ａda@example.com'])(
  '%j is the e-mail address',
  (password) => {
    expect(equalsEmail(password, 'ada@example.com')).toBe(true);
    expect(equalsEmail(`${password}!`, 'ada@example.com')).toBe(false);
  },
);
