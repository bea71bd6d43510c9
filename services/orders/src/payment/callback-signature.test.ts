import { expect, test } from 'vitest';
import { isSignedBy, signCallback } from './callback-signature.ts';

const secret = Buffer.from('a secret of the provider');
const at = new Date('2026-11-01T12:00:00Z');
const body = '{"key":"1"}';
const signature = signCallback(secret, body, at);

test('a callback is believed with the signature of its bytes', () => {
  expect(isSignedBy(secret, { body, signature, at })).toBe(true);
});

test.each([
  ['other bytes', { body: `${body} ` }],
  ['a later time than it was signed with', { signature: signature.replace('t=1', 't=2') }],
  ['another signature', { signature: signature.replace(/.$/, (c) => (c === '0' ? '1' : '0')) }],
  ['no signature', { signature: '' }],
  ['a signature that is cut short', { signature: signature.slice(0, -2) }],
  ['a signature that is five minutes old', { at: new Date(at.getTime() + 300_001) }],
  ['a signature of the future', { at: new Date(at.getTime() - 300_001) }],
])('not with %s', (_what, changed) => {
  expect(isSignedBy(secret, { body, signature, at, ...changed })).toBe(false);
});

test('not with a signature by another secret', () => {
  const other = signCallback(Buffer.from('another secret'), body, at);
  expect(isSignedBy(secret, { body, signature: other, at })).toBe(false);
});
