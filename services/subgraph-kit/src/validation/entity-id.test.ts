import { expect, test } from 'vitest';
import { canonicalId, idArgument, parseId } from './entity-id.ts';

const ID = '0190d5a0-0000-7000-8000-0000000000ab';

test('reads an id as the database writes it', () => {
  expect(parseId(ID)).toBe(ID);
  expect(parseId(ID.toUpperCase())).toBe(ID);
  expect(idArgument.parse(ID.toUpperCase())).toBe(ID);
});

test.each([
  '',
  '42',
  `${ID}0`,
  ` ${ID}`,
  ID.replaceAll('-', ''),
  `{${ID}}`,
  `${ID}\n`,
  "' or true --",
])('knows that %j is the id of nothing', (id) => {
  expect(parseId(id)).toBeNull();
  expect(idArgument.safeParse(id).success).toBe(false);
});

test('takes ids out of cursors only as they were put in', () => {
  expect(canonicalId.safeParse(ID).success).toBe(true);
  expect(canonicalId.safeParse(ID.toUpperCase()).success).toBe(false);
});
