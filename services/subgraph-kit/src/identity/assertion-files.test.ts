import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadAssertionKey } from './assertion-key.ts';
import { loadAssertionTrust } from './assertion-trust.ts';

const folder = mkdtempSync(join(tmpdir(), 'causeway-assertion-'));
const pair = generateKeyPairSync('ed25519');
const privateJwk = { ...pair.privateKey.export({ format: 'jwk' }), kid: 'gateway-1', alg: 'EdDSA' };
const publicJwk = { ...pair.publicKey.export({ format: 'jwk' }), kid: 'gateway-1', alg: 'EdDSA' };

afterAll(() => rmSync(folder, { recursive: true }));

function write(contents: unknown): string {
  const file = join(folder, `${crypto.randomUUID()}.json`);
  writeFileSync(file, typeof contents === 'string' ? contents : JSON.stringify(contents));
  return file;
}

describe('loadAssertionTrust', () => {
  it('reads the public keys of each issuer', () => {
    const trust = loadAssertionTrust(
      write({ issuers: { 'causeway-gateway': { keys: [publicJwk] } } }),
    );
    const { kty, crv, kid, x } = publicJwk;
    expect(trust.issuers).toEqual({ 'causeway-gateway': { keys: [{ kty, crv, kid, x }] } });
  });

  it('refuses a private key', () => {
    const file = write({ issuers: { 'causeway-gateway': { keys: [privateJwk] } } });
    expect(() => loadAssertionTrust(file)).toThrow(
      /keys\.0\.d: must be absent: this is a private key/,
    );
  });

  it.each([
    ['no issuers', {}, /ASSERTION_TRUST_FILE: .*issuers/],
    ['an issuer without keys', { issuers: { x: { keys: [] } } }, /issuers\.x\.keys/],
    ['a key of another kind', { issuers: { x: { keys: [{ kty: 'RSA', kid: 'r' }] } } }, /kty/],
    ['a key without an id', { issuers: { x: { keys: [{ ...publicJwk, kid: '' }] } } }, /kid/],
  ])('refuses %s', (_what, contents, message) => {
    expect(() => loadAssertionTrust(write(contents))).toThrow(message);
  });
});

describe('loadAssertionKey', () => {
  it('reads the issuer and its private key', () => {
    const key = loadAssertionKey(write({ issuer: 'causeway-gateway', key: privateJwk }));
    expect(key).toMatchObject({ issuer: 'causeway-gateway', key: { kid: 'gateway-1' } });
  });

  it('says which setting names a file that is missing', () => {
    expect(() => loadAssertionKey(join(folder, 'none.json'))).toThrow(
      /ASSERTION_KEY_FILE: .*none\.json cannot be read/,
    );
  });

  it('shows nothing of a file that is not JSON', () => {
    const file = write('MC4CAQAwBQYDK2VwBCIEI-secret');
    expect(() => loadAssertionKey(file)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') }),
    );
  });
});
