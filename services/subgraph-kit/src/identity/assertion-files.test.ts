import { generateKeyPairSync, KeyObject } from 'node:crypto';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { createLogger } from '../logging/create-logger.ts';
import { watchAssertionKey } from './assertion-key.ts';
import { watchAssertionTrust } from './assertion-trust.ts';

const folder = mkdtempSync(join(tmpdir(), 'causeway-assertion-'));
const pair = generateKeyPairSync('ed25519');
const privateJwk = { ...pair.privateKey.export({ format: 'jwk' }), kid: 'gateway-1', alg: 'EdDSA' };
const publicJwk = { ...pair.publicKey.export({ format: 'jwk' }), kid: 'gateway-1', alg: 'EdDSA' };

const lines: Record<string, unknown>[] = [];
const destination = { write: (line: string) => void lines.push(JSON.parse(line)) };
const logger = createLogger({ name: 'test', level: 'error', destination });
const soon = { timeout: 30_000, interval: 50 };

afterAll(() => rmSync(folder, { recursive: true }));

function write(contents: unknown): string {
  const file = join(folder, `${crypto.randomUUID()}.json`);
  writeFileSync(file, typeof contents === 'string' ? contents : JSON.stringify(contents));
  return file;
}

function trustOf(contents: unknown) {
  const watched = watchAssertionTrust(write(contents), logger);
  watched.stop();
  return watched.current;
}

describe('the file of trusted issuers', () => {
  it('gives the public keys of each issuer, by their ids', () => {
    const trust = trustOf({ issuers: { 'causeway-gateway': { keys: [publicJwk] } } });
    expect([...trust]).toEqual([
      ['gateway-1', { issuer: 'causeway-gateway', key: expect.any(KeyObject) }],
    ]);
    expect(trust.get('gateway-1')?.key.equals(pair.publicKey)).toBe(true);
  });

  it('may hold no private key', () => {
    expect(() => trustOf({ issuers: { 'causeway-gateway': { keys: [privateJwk] } } })).toThrow(
      /keys\.0\.d: must be absent: this is a private key/,
    );
  });

  it.each([
    ['no issuers', {}, /ASSERTION_TRUST_FILE: .*issuers/],
    ['an issuer without keys', { issuers: { x: { keys: [] } } }, /issuers\.x\.keys/],
    ['a key of another kind', { issuers: { x: { keys: [{ kty: 'RSA', kid: 'r' }] } } }, /kty/],
    ['a key without an id', { issuers: { x: { keys: [{ ...publicJwk, kid: '' }] } } }, /kid/],
    [
      'a key that is none',
      { issuers: { x: { keys: [{ ...publicJwk, x: 'short' }] } } },
      /keys\.0: must be an Ed25519 key/,
    ],
    [
      'one key id with two owners',
      { issuers: { a: { keys: [publicJwk] }, b: { keys: [publicJwk] } } },
      /key id "gateway-1" occurs twice/,
    ],
  ])('is refused with %s', (_what, contents, message) => {
    expect(() => trustOf(contents)).toThrow(message);
  });
});

describe('the file of the own key', () => {
  it('gives the issuer and its private key', () => {
    const watched = watchAssertionKey(
      write({ issuer: 'causeway-gateway', key: privateJwk }),
      logger,
    );
    watched.stop();
    expect(watched.current).toMatchObject({ issuer: 'causeway-gateway', kid: 'gateway-1' });
    expect(watched.current.privateKey.equals(pair.privateKey)).toBe(true);
  });

  it('is refused without a private key', () => {
    const file = write({ issuer: 'causeway-gateway', key: publicJwk });
    expect(() => watchAssertionKey(file, logger)).toThrow(/key\.d/);
  });

  it('is named with its setting when it is missing', () => {
    expect(() => watchAssertionKey(join(folder, 'none.json'), logger)).toThrow(
      /ASSERTION_KEY_FILE: .*none\.json cannot be read/,
    );
  });

  it('shows nothing of itself when it is not JSON', () => {
    const file = write('MC4CAQAwBQYDK2VwBCIEI-secret');
    expect(() => watchAssertionKey(file, logger)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') }),
    );
  });
});

describe('a file of keys that changes', () => {
  const next = (kid: string) => ({ issuers: { gateway: { keys: [{ ...publicJwk, kid }] } } });

  it('is read again, however it is changed; one that is not whole is reported and costs nothing', async () => {
    const file = write(next('first'));
    const watched = watchAssertionTrust(file, logger);
    onTestFinished(() => watched.stop());
    const kids = () => [...watched.current.keys()];
    expect(kids()).toEqual(['first']);

    writeFileSync(file, JSON.stringify(next('second')));
    await expect.poll(kids, soon).toEqual(['second']);

    for (const broken of [JSON.stringify(next('third')).slice(0, 40), '{}', '']) {
      lines.length = 0;
      writeFileSync(file, broken);
      await expect
        .poll(() => lines.map(({ msg }) => msg), soon)
        .toEqual(['keys refused; the running ones stay']);
      expect(kids()).toEqual(['second']);
    }

    writeFileSync(`${file}.new`, JSON.stringify(next('third')));
    renameSync(`${file}.new`, file);
    await expect.poll(kids, soon).toEqual(['third']);
  });

  it('never has its contents in the log', async () => {
    const file = write({ issuer: 'gateway', key: privateJwk });
    const watched = watchAssertionKey(file, logger);
    onTestFinished(() => watched.stop());
    lines.length = 0;
    writeFileSync(file, JSON.stringify({ issuer: 'gateway', key: privateJwk }).slice(0, -1));
    await expect.poll(() => lines.length, soon).toBe(1);
    expect(JSON.stringify(lines)).toContain('is not JSON');
    expect(JSON.stringify(lines)).not.toContain(String(privateJwk.d).slice(0, 6));
  });
});
