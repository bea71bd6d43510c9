import { expect, test } from 'vitest';
import { type AskedOperation, hottestOf } from './asked-operation.ts';
import { noRights } from './authorization/rights.ts';
import { RecentUse } from './caching/recent-use.ts';

function used(identity: string, times: number, family: string | null = null): AskedOperation {
  const use = new RecentUse();
  for (let time = 0; time < times; time += 1) use.note(0);
  const rest = { operationName: undefined, conditions: new Map(), rights: noRights };
  return { identity, source: identity, queryHash: identity, family, use, ...rest };
}
const names = (operations: AskedOperation[], most = 10) =>
  hottestOf(operations, { most, nowMs: 0 }).map(({ identity }) => identity);

test('what is used most comes first, and no more than so many', () => {
  expect(names([used('a', 1), used('b', 3), used('c', 2)], 2)).toEqual(['b', 'c']);
});

test('outcomes of overrides count together, and once where one generation left them to the next', () => {
  expect(names([used('a', 3), used('b', 2), used('b', 2)])).toEqual(['b', 'a']);
  const left = used('b', 2);
  expect(names([used('a', 3), left, { ...left }])).toEqual(['a', 'b']);
});

test('one of a family stands for all of it', () => {
  const family = [used('f1', 1, 'f'), used('f2', 2, 'f'), used('f3', 1, 'f')];
  expect(names([...family, used('a', 3)], 2)).toEqual(['f2', 'a']);
});
