import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { type PlannerElsewhere, planElsewhere } from './plan-elsewhere.ts';
import type { QueryPlan } from './query-plan.ts';

const operation = {
  document: parse('{ a }'),
  overridePercentage: 0,
  signal: new AbortController().signal,
};
const plan: QueryPlan = { kind: 'QueryPlan', node: null };

function usePlanners() {
  const started: PlannerElsewhere[] = [];
  const asked: PromiseWithResolvers<QueryPlan>[] = [];
  const planner = planElsewhere(() => {
    let hasEnded = false;
    const one: PlannerElsewhere = {
      get hasEnded() {
        return hasEnded;
      },
      end() {
        hasEnded = true;
      },
      plan() {
        const answer = Promise.withResolvers<QueryPlan>();
        asked.push(answer);
        return answer.promise;
      },
    };
    started.push(one);
    return one;
  });
  return { planner, asked, ended: () => started.map(({ hasEnded }) => hasEnded) };
}

test('one planner is started, and goes on for as long as operations may come', async () => {
  const { planner, asked, ended } = usePlanners();
  const both = [planner.plan(operation), planner.plan(operation)];
  for (const { resolve } of asked) resolve(plan);
  expect(await Promise.all(both)).toEqual([plan, plan]);
  expect(ended()).toEqual([false]);
});

test('once retired, it ends when the last operation under way is planned, or has failed', async () => {
  const { planner, asked, ended } = usePlanners();
  const both = [planner.plan(operation), planner.plan(operation)];
  planner.retire();
  asked[0]?.resolve(plan);
  await both[0];
  expect(ended()).toEqual([false]);
  asked[1]?.reject(new Error('no plan'));
  await expect(both[1]).rejects.toThrow('no plan');
  expect(ended()).toEqual([true]);
});

test('an operation that comes after all is planned by another one, which ends after it', async () => {
  const { planner, asked, ended } = usePlanners();
  const first = planner.plan(operation);
  asked[0]?.resolve(plan);
  await first;
  planner.retire();
  expect(ended()).toEqual([true]);
  const late = planner.plan(operation);
  expect(ended()).toEqual([true, false]);
  asked[1]?.resolve(plan);
  await late;
  expect(ended()).toEqual([true, true]);
});
