import { describe, expect, test } from 'vitest';
import { RegistryUnavailableError } from './fetch-artefact.ts';
import { pauseMsAfter } from './pause.ts';

const down = new RegistryUnavailableError('it does not answer');
const asking = (retryAfterMs: number) => new RegistryUnavailableError('503', { retryAfterMs });
const first = () => 0;
const last = () => 1;

describe('the pause before the registry is asked again', () => {
  test('grows with each failure up to five seconds', () => {
    const longest = [1, 2, 3, 4, 5, 6, 1_000].map((failures) => pauseMsAfter(down, failures, last));
    expect(longest).toEqual([500, 1_000, 2_000, 4_000, 5_000, 5_000, 5_000]);
  });

  test('is anything down to a quarter of a second, so that gateways do not come back together', () => {
    expect([1, 4, 1_000].map((failures) => pauseMsAfter(down, failures, first))).toEqual([
      250, 250, 250,
    ]);
  });

  test('is as long as the registry asks for, up to a minute, and no two gateways the same', () => {
    expect(pauseMsAfter(asking(20_000), 9, first)).toBe(20_000);
    expect(pauseMsAfter(asking(20_000), 9, last)).toBe(25_000);
    expect(pauseMsAfter(asking(3_600_000), 9, first)).toBe(60_000);
  });
});
