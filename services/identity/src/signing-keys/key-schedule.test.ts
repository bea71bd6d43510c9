import { describe, expect, test } from 'vitest';
import { findSigner, publishedKeys, scheduleFirstKey, scheduleSuccessor } from './key-schedule.ts';

const start = new Date('2026-11-01T12:00:00Z');
const minutesLater = (minutes: number) => new Date(start.getTime() + minutes * 60_000);

/** The first key, made a day ago, and its successor, made at `start`. */
function rotatedKeys() {
  const { activeFrom, predecessorsRetireAt } = scheduleSuccessor(start);
  return [
    {
      kid: 'old',
      ...scheduleFirstKey(minutesLater(-1_440)),
      retiresAt: predecessorsRetireAt,
    },
    { kid: 'new', activeFrom, retiresAt: null },
  ];
}

const kids = (keys: readonly { kid: string }[]) => keys.map(({ kid }) => kid);

describe('a rotation', () => {
  test.each([
    [0, 'old', ['old', 'new']],
    [9.9, 'old', ['old', 'new']],
    [10, 'new', ['old', 'new']],
    // The last token of the old key was signed at minute 10 and lives for 15 minutes.
    [25, 'new', ['old', 'new']],
    [29.9, 'new', ['old', 'new']],
    [30, 'new', ['new']],
    [60, 'new', ['new']],
  ])('after %s minutes: %s signs, %j are published', (minutes, signer, published) => {
    const keys = rotatedKeys();
    expect(findSigner(keys, minutesLater(minutes))?.kid).toBe(signer);
    expect(kids(publishedKeys(keys, minutesLater(minutes)))).toEqual(published);
  });

  test('publishes the new key for two lifetimes of a cached JWKS before it signs', () => {
    expect(scheduleSuccessor(start).activeFrom).toEqual(minutesLater(10));
  });
});

test('a first key signs at once', () => {
  const first = { kid: 'first', ...scheduleFirstKey(start), retiresAt: null };
  expect(findSigner([first], start)).toBe(first);
});

test('without an active key nothing signs', () => {
  expect(findSigner([], start)).toBeUndefined();
  const future = { kid: 'future', activeFrom: minutesLater(1), retiresAt: null };
  expect(findSigner([future], start)).toBeUndefined();
  const retired = { kid: 'retired', activeFrom: minutesLater(-2), retiresAt: minutesLater(-1) };
  expect(findSigner([retired], start)).toBeUndefined();
});
