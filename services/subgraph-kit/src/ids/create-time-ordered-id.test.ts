import { expect, test } from 'vitest';
import { createTimeOrderedId } from './create-time-ordered-id.ts';

test('is a UUID of version 7 that begins with the time', () => {
  // The example of RFC 9562, appendix A.6: Tuesday, 22 February 2022, 14:22:22 in UTC-5.
  const id = createTimeOrderedId(new Date('2022-02-22T19:22:22Z'));
  expect(id).toMatch(/^017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('is another one each time, and sorts by the time', () => {
  const one = createTimeOrderedId(new Date(1_000));
  const sameTime = createTimeOrderedId(new Date(1_000));
  const later = createTimeOrderedId(new Date(1_001));
  expect(one).not.toBe(sameTime);
  expect(one < later && sameTime < later).toBe(true);
});
