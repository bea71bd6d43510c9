import { expect, test } from 'vitest';
import { createRetryBudget } from './retry-budget.ts';

const START = 1_000_000;

function taken(budget: ReturnType<typeof createRetryBudget>, atMs: number): number {
  let count = 0;
  while (budget.take(atMs)) count += 1;
  return count;
}

test('gives a part of the requests, and some more', () => {
  const budget = createRetryBudget({ budgetPercent: 20, minPerSecond: 1 });
  expect(taken(budget, START)).toBe(10);
  for (let count = 0; count < 1_000; count += 1) budget.countRequest(START);
  expect(taken(budget, START)).toBe(200);
});

test('forgets after ten seconds', () => {
  const budget = createRetryBudget({ budgetPercent: 50, minPerSecond: 0 });
  for (let count = 0; count < 100; count += 1) budget.countRequest(START);
  expect(taken(budget, START + 5_000)).toBe(50);
  for (let count = 0; count < 100; count += 1) budget.countRequest(START + 11_000);
  expect(taken(budget, START + 11_000)).toBe(0);
  expect(taken(budget, START + 16_000)).toBe(50);
});

test('may be nothing', () => {
  const budget = createRetryBudget({ budgetPercent: 0, minPerSecond: 0 });
  budget.countRequest(START);
  expect(budget.take(START)).toBe(false);
});
