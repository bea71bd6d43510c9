import { expect, test } from 'vitest';
import { parseUserId } from './user-id.ts';

test.each([
  ['0191d7e0-7c1f-7c4b-9a52-0d9b3e6f1a2b', '0191d7e0-7c1f-7c4b-9a52-0d9b3e6f1a2b'],
  ['0191D7E0-7C1F-7C4B-9A52-0D9B3E6F1A2B', '0191d7e0-7c1f-7c4b-9a52-0d9b3e6f1a2b'],
  ['', null],
  ['42', null],
  ["' OR 1=1 --", null],
  ['0191d7e07c1f7c4b9a520d9b3e6f1a2b', null],
  ['0191d7e0-7c1f-7c4b-9a52-0d9b3e6f1a2b\n', null],
])('reads %j as %j', (text, id) => {
  expect(parseUserId(text)).toBe(id);
});
