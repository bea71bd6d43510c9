import { expect, test } from 'vitest';
import { parseFilter } from './order-filter.ts';

const open = { status: null, userId: null, placedAfter: null, placedBefore: null };

test('without conditions every order is listed', () => {
  expect(parseFilter(undefined)).toEqual(open);
  expect(parseFilter(null)).toEqual(open);
  expect(parseFilter({ status: null, userId: null })).toEqual(open);
});

test('each condition is kept', () => {
  const placedAfter = new Date('2026-01-01');
  const userId = '0190D5A0-0000-7000-8000-0000000000AB';
  expect(parseFilter({ status: 'PENDING', userId, placedAfter })).toEqual({
    ...open,
    status: 'PENDING',
    userId: userId.toLowerCase(),
    placedAfter,
  });
});

test.each([
  [{ userId: 'nobody' }, '`filter.userId`'],
  [{ placedAfter: new Date(-8.64e15) }, '`filter.placedAfter`'],
])('refuses %j and names the field', (filter, field) => {
  expect(() => parseFilter(filter)).toThrow(
    expect.objectContaining({ code: 'BAD_USER_INPUT', message: expect.stringContaining(field) }),
  );
});
