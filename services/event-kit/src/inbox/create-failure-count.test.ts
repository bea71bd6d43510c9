import { expect, test } from 'vitest';
import { createFailureCount } from './create-failure-count.ts';

test('counts each event by itself, from the start when it is forgotten', () => {
  const failures = createFailureCount();
  expect([failures.add('one'), failures.add('other'), failures.add('one')]).toEqual([1, 1, 2]);
  failures.forget('one');
  expect([failures.add('one'), failures.add('other')]).toEqual([1, 2]);
});

test('forgets those that failed longest ago rather than grow without bound', () => {
  const failures = createFailureCount();
  for (const id of ['old', 'failing']) failures.add(id);
  for (let index = 0; index < 9_999; index += 1) failures.add(`other ${index}`);
  expect(failures.add('failing')).toBe(2);
  expect(failures.add('old')).toBe(1);
});
