import { beforeEach, describe, expect, test } from 'vitest';
import { type CostEstimate, MOST_COST } from './cost-model.ts';
import { type CostLimits, createJudgeCost } from './judge-cost.ts';

const never = Number.POSITIVE_INFINITY;
const off = { maximum: { measure: never, enforce: never } };
const enforce = (cost: number) => ({ maximum: { measure: never, enforce: cost } });
const measure = (cost: number) => ({ maximum: { measure: cost, enforce: never } });

const told: string[] = [];
const counted: unknown[] = [];
beforeEach(() => {
  told.length = 0;
  counted.length = 0;
});

const judging = (limits: Partial<CostLimits>) => {
  const judge = createJudgeCost(
    { ...off, all: off, subgraphs: {}, ...limits },
    {
      limitExceeded: (...exceeded) => counted.push(exceeded),
      operationCost: (cost) => counted.push(cost),
    },
  );
  return (
    total: number,
    parts: Record<string, number> = {},
    unsliced = null as CostEstimate['unsliced'],
  ) =>
    judge(
      { total, bySubgraph: new Map(Object.entries(parts)), unsliced },
      { warn: ({ limit, count }) => told.push(`${limit} ${count}`) },
    );
};

describe('an estimate', () => {
  test('may be what is enforced, and no more', () => {
    const judge = judging(enforce(10));
    judge(10);
    expect(() => judge(11)).toThrow(
      'The operation is estimated to cost 11; the limit is 10 (cost.maximum).',
    );
    expect(counted).toEqual([10, 11, ['cost.maximum', 'enforce']]);
  });

  test('beyond all counting is refused like another', () => {
    expect(() => judging(enforce(10))(MOST_COST)).toThrow('is estimated to cost far more; the');
  });

  test('past what is measured is counted, and told of once', () => {
    const judge = judging({ ...measure(10), all: measure(5) });
    judge(11, { a: 6, b: 5 });
    judge(12);
    expect(told).toEqual(['cost.maximum.measure 11', 'cost.all.maximum.measure 6']);
    expect(counted).toEqual([
      11,
      ['cost.maximum', 'measure'],
      ['cost.all.maximum', 'measure'],
      12,
      ['cost.maximum', 'measure'],
    ]);
  });

  test('is held to the limit of each subgraph, its own before that of all', () => {
    const judge = judging({ all: enforce(5), subgraphs: { b: enforce(7) } });
    judge(99, { a: 5, b: 7 });
    expect(() => judge(99, { a: 6 })).toThrow(
      'cost 6 in the subgraph "a"; the limit is 5 (cost.all.maximum).',
    );
    expect(() => judge(99, { b: 8 })).toThrow('(cost.subgraphs.b.maximum).');
    expect(() => judge(99, { constructor: 6 })).toThrow('(cost.all.maximum).');
  });
});

test('a field without its slicing argument is refused where costs are enforced', () => {
  const unsliced = { field: 'Query.users', slicing: ['first', 'last'] };
  expect(() => judging(enforce(10))(1, {}, unsliced)).toThrow(
    'The field "Query.users" needs exactly one of the arguments first, last.',
  );
  expect(() => judging(measure(10))(1, {}, unsliced)).not.toThrow();
});
