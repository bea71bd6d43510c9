import { describe, expect, test } from 'vitest';
import {
  createRefreshToken,
  hashRefreshToken,
  isRefreshToken,
  successorKey,
  successorOf,
} from './refresh-token.ts';

describe('refresh tokens', () => {
  test('carry a prefix and 256 random bits', () => {
    const token = createRefreshToken();
    expect(token).toMatch(/^cwr_[A-Za-z0-9_-]{43}$/);
    expect(Buffer.from(token.slice(4), 'base64url')).toHaveLength(32);
    expect(createRefreshToken()).not.toBe(token);
    expect(isRefreshToken(token)).toBe(true);
  });

  test.each([
    '',
    'cwr_',
    `cwr_${'a'.repeat(42)}`,
    `cwr_${'a'.repeat(44)}`,
    `cwx_${'a'.repeat(43)}`,
  ])('%j is none', (text) => {
    expect(isRefreshToken(text)).toBe(false);
  });

  test('have one successor, which takes the key and the row to derive', () => {
    const key = successorKey(new Uint8Array(32));
    const token = { id: 'row', text: createRefreshToken() };
    const successor = successorOf(token, key);
    expect(isRefreshToken(successor)).toBe(true);
    expect(successorOf(token, successorKey(new Uint8Array(32)))).toBe(successor);
    expect(successorOf(token, successorKey(new Uint8Array(32).fill(1)))).not.toBe(successor);
    expect(successorOf({ ...token, id: 'another' }, key)).not.toBe(successor);
  });

  test('are stored as SHA-256', () => {
    expect(Buffer.from(hashRefreshToken('abc')).toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});
