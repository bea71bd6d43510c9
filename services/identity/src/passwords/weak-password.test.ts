import { expect, test } from 'vitest';
import { findWeakness } from './weak-password.ts';

const OFTEN = 'must not be one that is used often, or one with digits added';

test.each([
  '1234567890',
  'qwertyuiop',
  'QWERTYUIOP',
  'iloveyou1234',
  'Password2024!',
  '2024!!Password',
  'P@ssw0rd1234',
  '!!!dr4g0n1999!!!',
])('%s is used often', (password) => {
  expect(findWeakness(password)).toBe(OFTEN);
});

test.each(['aaaaaaaaaa', 'abababababab', '1212121212', '🔑'.repeat(10)])(
  '%s repeats a few characters',
  (password) => {
    expect(findWeakness(password)).toBe('must not repeat a few characters');
  },
);

test.each(['abcdefghijkl', 'zyxwvutsrq', 'ABCDEFGHIJ'])('%s is a sequence', (password) => {
  expect(findWeakness(password)).toBe('must not be a sequence');
});

test.each([
  'correct horse battery',
  'causeway-sample-1',
  'a long enough passphrase',
  'password manager of mine',
  'слон жуёт капусту',
  'x7Kp-29fQ-mm31',
])('%s is not among those that are tried first', (password) => {
  expect(findWeakness(password)).toBeNull();
});

// A pattern that tries every way to read it would not end before the test does.
test('ends, whatever the password is', () => {
  const hostile = `${'a4@e3'.repeat(16)}${'b1'.repeat(24)}`;
  for (let round = 0; round < 1_000; round += 1) {
    expect(findWeakness(`${hostile}${round}`)).toBeNull();
  }
});
