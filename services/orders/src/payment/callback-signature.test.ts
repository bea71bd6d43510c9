import { expect, test } from 'vitest';
import { findSignatureFault, signCallback } from './callback-signature.ts';

const secret = 'a secret of the provider';
const at = new Date('2026-11-01T12:00:00Z');
const text = '{"key":"1"}';
const body = Buffer.from(text);
const signature = signCallback(secret, text, at);
const genuine = { body, signature, at };

test('a callback is believed with the signature of its bytes', () => {
  expect(findSignatureFault([secret], genuine)).toBeNull();
});

test('the signature is the one that the documentation gives', () => {
  // printf '1793534400.{"key":"1"}' | openssl dgst -sha256 -hmac 'a secret of the provider'
  expect(signature).toBe(
    't=1793534400,v1=3f10fa9e3a5568d19ac549ff3d91bf664eb18b42650f036a4aa56dbbdf77f0f3',
  );
});

test.each([
  ['other bytes', { body: Buffer.from(`${text} `) }],
  ['a later time than it was signed with', { signature: signature.replace('t=1', 't=2') }],
  ['another signature', { signature: signature.replace(/.$/, (c) => (c === '0' ? '1' : '0')) }],
  ['no signature', { signature: '' }],
  ['a signature that is cut short', { signature: signature.slice(0, -2) }],
  [
    'more signatures than a provider has secrets',
    { signature: signature + `,v1=${'0'.repeat(64)}`.repeat(5) },
  ],
])('not with %s', (_what, changed) => {
  expect(findSignatureFault([secret], { ...genuine, ...changed })).toBe('forged');
});

test.each([
  ['that is five minutes old', 301_000],
  ['of the future', -301_000],
])('not with a signature %s', (_what, laterMs) => {
  const late = { ...genuine, at: new Date(at.getTime() + laterMs) };
  expect(findSignatureFault([secret], late)).toBe('stale');
});

test('not with a signature by another secret', () => {
  const other = signCallback('another secret', text, at);
  expect(findSignatureFault([secret], { ...genuine, signature: other })).toBe('forged');
});

test('while the secret is changed, the old one and the new one are good, on either side', () => {
  expect(findSignatureFault(['the next secret', secret], genuine)).toBeNull();
  const next = signCallback('the next secret', text, at).split(',')[1];
  const both = { ...genuine, signature: `${signature},${next}` };
  expect(findSignatureFault([secret], both)).toBeNull();
  expect(findSignatureFault(['the next secret'], both)).toBeNull();
  expect(findSignatureFault(['neither'], both)).toBe('forged');
});
