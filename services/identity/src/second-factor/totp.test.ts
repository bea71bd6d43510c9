import { Secret } from 'otpauth';
import { expect, test } from 'vitest';
import { createTotpSecret, findTotpStep, totpUri } from './totp.ts';

/** RFC 6238, appendix B, SHA-1; its codes have eight digits, of which ours are the last six. */
const SECRET = Secret.fromUTF8('12345678901234567890').base32;

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
])('at %s s the code is %s, as in RFC 6238', (seconds, code) => {
  const now = new Date(seconds * 1_000);
  expect(findTotpStep(SECRET, code, now)).toBe(Math.floor(seconds / 30));
});

test('a code is good one step before and after its own, and no further', () => {
  const at = (seconds: number) => findTotpStep(SECRET, '005924', new Date(seconds * 1_000));
  expect([at(1_234_567_860), at(1_234_567_949)]).toEqual([41_152_263, 41_152_263]);
  expect([at(1_234_567_859), at(1_234_567_950)]).toEqual([null, null]);
});

test.each(['', '12345', '1234567', 'abcdef', '٠١٢٣٤٥'])('%j is no code', (code) => {
  expect(findTotpStep(SECRET, code, new Date())).toBeNull();
});

test('a secret has 160 bits, and authenticators can read it', () => {
  const secret = createTotpSecret();
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  expect(totpUri(secret, 'a@example.com')).toMatch(
    /^otpauth:\/\/totp\/Causeway:a%40example\.com\?issuer=Causeway&secret=[A-Z2-7]{32}&/,
  );
});
