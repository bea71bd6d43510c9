import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createUsedAssertions, REMEMBERED_MS } from './used-assertions.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('tells an assertion that was used from one that was not', () => {
  const used = createUsedAssertions();
  expect([used.use('a'), used.use('b'), used.use('a')]).toEqual([true, true, false]);
});

it('remembers each as long as it could be used again, whenever that begins', () => {
  const used = createUsedAssertions();
  for (let turn = 0; turn < 8; turn += 1) {
    const id = `used in turn ${turn}`;
    expect(used.use(id)).toBe(true);
    vi.advanceTimersByTime(REMEMBERED_MS - 1);
    expect(used.use(id)).toBe(false);
    vi.advanceTimersByTime(REMEMBERED_MS / 7);
  }
});

it('forgets what cannot be used again', () => {
  const used = createUsedAssertions();
  used.use('a');
  vi.advanceTimersByTime(2 * REMEMBERED_MS);
  expect(used.use('b')).toBe(true);
  expect(used.use('a')).toBe(true);
});

it('lets nothing in that it could not remember, until there is room', () => {
  const used = createUsedAssertions({ most: 2 });
  used.use('a');
  used.use('b');
  expect(() => used.use('c')).toThrow(expect.objectContaining({ code: 'SERVICE_UNAVAILABLE' }));
  expect(used.use('a')).toBe(false);
  vi.advanceTimersByTime(REMEMBERED_MS);
  expect(used.use('c')).toBe(true);
});
