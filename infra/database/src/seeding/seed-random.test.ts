import { expect, test } from 'vitest';
import { seedRandom } from './seed-random.ts';

test('repeats itself for the same label, and only then', () => {
  const draw = (label: string) => Array.from({ length: 50 }, seedRandom(label));
  expect(draw('prices')).toEqual(draw('prices'));
  expect(draw('prices')).not.toEqual(draw('weights'));
});

test('spreads its numbers evenly over [0, 1)', () => {
  const random = seedRandom('spread');
  const tenths = new Array<number>(10).fill(0);
  for (let draw = 0; draw < 100_000; draw += 1) {
    const tenth = Math.floor(random() * 10);
    tenths[tenth] = (tenths[tenth] ?? Number.NaN) + 1;
  }
  for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(500);
});
