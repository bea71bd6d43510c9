import { seedRandom } from '@causeway/database';
import { expect, test } from 'vitest';

import { choosePlan } from './choose-plan.ts';

const shelves = ['one', 'two', 'three', 'four'].map((variantId) => ({ variantId, stock: 10 }));
const plansOf = (seed: number) =>
  Array.from({ length: 500 }, (_, index) =>
    choosePlan(shelves, seedRandom(`${seed} customer ${index}`)),
  );

test('the customers of a seed do the same again, those of another something else', () => {
  expect(plansOf(7)).toEqual(plansOf(7));
  expect(plansOf(7)).not.toEqual(plansOf(8));
});

test('customers differ: in what they want, how they pay, and what they do about it', () => {
  const plans = plansOf(1);
  expect(new Set(plans.map(({ paymentToken }) => paymentToken)).size).toBe(8);
  expect(new Set(plans.map(({ lines }) => lines.size))).toEqual(new Set([1, 2, 3]));
  for (const what of ['sendsTwice', 'sendsAgain', 'cancels'] as const) {
    expect(new Set(plans.map((plan) => plan[what]))).toEqual(new Set([true, false]));
  }
});
