import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { cachePlans } from './cache-plans.ts';
import type { PlannableOperation } from './planner.ts';

const operation = (documentHash: string, operationName?: string): PlannableOperation => ({
  document: parse('query A { a } query B { b }'),
  documentHash,
  operationName,
});

function countingPlanner() {
  const asked: string[] = [];
  return {
    asked,
    plan: async ({ documentHash, operationName }: PlannableOperation) => {
      asked.push(`${documentHash}/${operationName}`);
      return { kind: 'QueryPlan' as const };
    },
  };
}

test('plans an operation once', async () => {
  const planner = countingPlanner();
  const cached = cachePlans(planner, { maxBytes: 1_000 });
  const plan = await cached.plan(operation('1', 'A'));
  expect(await cached.plan(operation('1', 'A'))).toBe(plan);
  expect(planner.asked).toEqual(['1/A']);
});

test('tells two operations of one document apart, and two documents', async () => {
  const planner = countingPlanner();
  const cached = cachePlans(planner, { maxBytes: 1_000 });
  for (const name of ['A', 'B', undefined]) await cached.plan(operation('1', name));
  await cached.plan(operation('2', 'A'));
  expect(planner.asked).toEqual(['1/A', '1/B', '1/undefined', '2/A']);
});

test('does not keep a failure', async () => {
  let attempts = 0;
  const cached = cachePlans(
    {
      plan: async () => {
        attempts += 1;
        if (attempts === 1) throw new Error('first');
        return { kind: 'QueryPlan' as const };
      },
    },
    { maxBytes: 1_000 },
  );
  await expect(cached.plan(operation('1'))).rejects.toThrow('first');
  await expect(cached.plan(operation('1'))).resolves.toEqual({ kind: 'QueryPlan' });
});
