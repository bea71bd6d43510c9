import { describe, expect, test } from 'vitest';
import { createKeyRing } from './key-ring.ts';
import type { SigningKey } from './signing-key.ts';
import type { SigningKeys } from './signing-keys.ts';

const now = new Date('2026-11-01T12:00:00Z');
const key = (kid: string) => ({ kid, activeFrom: now, retiresAt: null }) as unknown as SigningKey;

function keysInTurn(...turns: (readonly SigningKey[] | Error)[]): SigningKeys {
  return {
    async load() {
      const turn = turns.shift();
      if (turn === undefined || turn instanceof Error) throw turn;
      return turn;
    },
    rotate: () => Promise.reject(new Error('not here')),
  };
}

describe('createKeyRing', () => {
  test('keeps the keys it has when they cannot be read anew', async () => {
    const signingKeys = keysInTurn([key('a')], new Error('database away'), [key('b')]);
    const keyRing = await createKeyRing({ signingKeys, now: () => now });
    await expect(keyRing.reload()).rejects.toThrow('database away');
    expect(keyRing.getSigner().kid).toBe('a');
    await keyRing.reload();
    expect(keyRing.getSigner().kid).toBe('b');
    expect(keyRing.listPublished().map(({ kid }) => kid)).toEqual(['b']);
  });

  test('throws rather than sign with a key that is not active', async () => {
    const keyRing = await createKeyRing({ signingKeys: keysInTurn([]), now: () => now });
    expect(() => keyRing.getSigner()).toThrow('No signing key is active.');
  });
});
