import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { usableKeys } from './usable-keys.ts';

const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ecJwk = ec.publicKey.export({ format: 'jwk' });

test('takes RSA keys of 2,048 bits, elliptic curves and Edwards curves', () => {
  const published = [rsa(2_048), ec, generateKeyPairSync('ed25519')].map(
    ({ publicKey }, index) => ({
      ...publicKey.export({ format: 'jwk' }),
      kid: `key-${index}`,
    }),
  );
  expect(usableKeys(published)).toEqual(published);
});

test('takes keys for signatures, also with members that nobody knows', () => {
  const published = [
    { ...ecJwk, use: 'sig', alg: 'ES256', x5c: ['MII…'], x5u: 'https://issuer.test/', more: 1 },
    { ...ecJwk, key_ops: ['verify'] },
  ];
  expect(usableKeys(published)).toEqual(published);
});

test.each([
  ['RSA keys that are too short', rsa(1_024).publicKey.export({ format: 'jwk' })],
  ['secrets', { kty: 'oct', k: Buffer.alloc(64).toString('base64url'), alg: 'HS256' }],
  ['private keys', ec.privateKey.export({ format: 'jwk' })],
  ['keys for encryption', { ...ecJwk, use: 'enc' }],
  ['keys for other operations', { ...ecJwk, key_ops: ['encrypt'] }],
  ['keys of an unknown type', { ...ecJwk, kty: 'NEW' }],
  ['points that are not on the curve', { ...ecJwk, x: ecJwk.y }],
  ['keys without their members', { kty: 'EC', crv: 'P-256' }],
  ['ids that are no text', { ...ecJwk, kid: 7 }],
  ['numbers', 1],
  ['null', null],
  ['lists', [ecJwk]],
])('leaves %s out, and keeps the rest', (_what, key) => {
  expect(usableKeys([key, ecJwk, key])).toEqual([ecJwk]);
});
