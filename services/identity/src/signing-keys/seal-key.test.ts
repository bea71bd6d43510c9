import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createSealer, SealBrokenError } from './seal-key.ts';

const sealer = createSealer(randomBytes(32));

describe('createSealer', () => {
  test('opens what it sealed, also after a restart', () => {
    const secret = randomBytes(32);
    const sealed = createSealer(secret).seal('{"d":"żółw"}', 'kid-1');
    expect(createSealer(Buffer.from(secret)).open(sealed, 'kid-1')).toBe('{"d":"żółw"}');
  });

  test('hides the text, differently each time', () => {
    const sealed = sealer.seal('a private key', 'kid-1');
    expect(sealed).toMatch(/^v1\.[A-Za-z0-9_-]+$/);
    expect(Buffer.from(sealed.slice(3), 'base64url').toString('latin1')).not.toContain('private');
    expect(sealer.seal('a private key', 'kid-1')).not.toBe(sealed);
  });

  test('does not open under another secret, for another row, or after a change', () => {
    const sealed = sealer.seal('a private key', 'kid-1');
    expect(() => createSealer(randomBytes(32)).open(sealed, 'kid-1')).toThrow(SealBrokenError);
    expect(() => sealer.open(sealed, 'kid-2')).toThrow(SealBrokenError);
    const bytes = Buffer.from(sealed.slice(3), 'base64url');
    for (const position of [0, 12, 28, bytes.length - 1]) {
      const altered = Buffer.from(bytes);
      altered[position] = (altered[position] as number) ^ 1;
      const text = `v1.${altered.toString('base64url')}`;
      expect(() => sealer.open(text, 'kid-1'), `byte ${position}`).toThrow(SealBrokenError);
    }
  });

  test.each(['', 'v1', 'v1.', 'v1.AAAA', 'v2.'.padEnd(80, 'A')])('does not open %j', (text) => {
    expect(() => sealer.open(text, 'kid-1')).toThrow(SealBrokenError);
  });
});
