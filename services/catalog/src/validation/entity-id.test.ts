import { expect, test } from 'vitest';
import { parseId } from './entity-id.ts';

test('an id is read in the form the database writes', () => {
  expect(parseId('0199A7C2-55F1-7ABC-8000-0123456789AB')).toBe(
    '0199a7c2-55f1-7abc-8000-0123456789ab',
  );
});

test.each(['', '1', 'not-an-id', '0199a7c255f17abc80000123456789ab', "' or true --"])(
  '%j is the id of nothing',
  (id) => {
    expect(parseId(id)).toBeNull();
  },
);
