import { expect, test } from 'vitest';
import { createOverrideOutcomes } from './override-outcomes.ts';
import { readJoinDirectives } from './read-join-directives.ts';

const labelled = (...labels: string[]) =>
  readJoinDirectives(
    `type T {
      f: Int ${labels.map((label) => `@join__field(overrideLabel: "${label}")`).join(' ')}
    }`,
  ).overrideLabels;
const rolling = (rolled: number, ...labels: string[]) =>
  createOverrideOutcomes(labelled(...labels), () => rolled / 100).roll();

test('there are as many outcomes as requests can be told apart by, the likeliest first', () => {
  const outcomes = (...labels: string[]) => createOverrideOutcomes(labelled(...labels)).all;
  expect(outcomes()).toEqual([0]);
  expect(outcomes('percent(25)')).toEqual([25, 0]);
  expect(outcomes('percent(5)', 'percent(90)', 'percent(5)')).toEqual([5, 90, 0]);
});

test('all requests and none are exact, and leave nothing to be rolled', () => {
  const { all } = createOverrideOutcomes(labelled('percent(0)', 'percent(100)', 'percent(100.0)'));
  expect(all).toEqual([0]);
  expect(0).toBeLessThan(100);
});

test('labels of other forms never hold', () => {
  const labels = labelled('beta', 'percent(-5)', 'percent()', 'percent(5');
  expect(labels.map(({ percentage }) => percentage)).toEqual([0, 0, 0, 0]);
  expect(createOverrideOutcomes(labels).all).toEqual([0]);
});

test.each([
  [0, 0],
  [24.999, 0],
  [25, 25],
  [59.9, 25],
  [60, 60],
  [99.999, 60],
])('%d of a hundred comes to %d for shares of 25 and 60', (rolled, outcome) => {
  expect(rolling(rolled, 'percent(25)', 'percent(60)')).toBe(outcome);
});
