import { exportJWK, generateKeyPair } from 'jose';
import { expect, test } from 'vitest';
import { publicSigningJwk } from './signing-key.ts';

test('what is published of a private key is its public half', async () => {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  expect(jwk.d).toBeDefined();
  expect(publicSigningJwk({ ...jwk, kid: 'key-1', key_ops: ['sign'] })).toEqual({
    kty: 'EC',
    crv: 'P-256',
    x: jwk.x,
    y: jwk.y,
    kid: 'key-1',
    alg: 'ES256',
    use: 'sig',
  });
});

test('a key of another kind is refused', async () => {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const jwk = await exportJWK(privateKey);
  expect(() => publicSigningJwk({ ...jwk, kid: 'key-1' })).toThrow(TypeError);
});
