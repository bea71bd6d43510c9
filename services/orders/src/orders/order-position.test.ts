import { type CursorValue, encodeCursor } from '@causeway/subgraph-kit';
import { expect, test } from 'vitest';
import type { Order } from './order.ts';
import { cursorOf, positionAt } from './order-position.ts';

const id = '0190d5a0-0000-7000-8000-0000000000ab';

test('a cursor leads back to the place behind its order, to the millisecond', () => {
  const placedAt = new Date('2026-10-31T23:59:59.999Z');
  expect(positionAt(cursorOf({ placedAt, id } as Order))).toEqual({ placedAt, id });
});

test.each<[string, readonly CursorValue[]]>([
  ['no id', [0]],
  ['another key', ['NEWEST', 0, id]],
  ['a time before 1970', [-1, id]],
  ['a time that PostgreSQL cannot hold', [1e300, id]],
  ['a fraction of a millisecond', [0.5, id]],
  ['no id of a row', [0, 'x']],
  ['SQL', [0, "' OR true --"]],
])('a cursor with %s is refused', (_what, values) => {
  expect(() => positionAt(encodeCursor(values))).toThrow(
    expect.objectContaining({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('`after`'),
    }),
  );
});
