import { expect, test } from 'vitest';
import { barText } from './progress-bar.ts';

test('fills with the share that is done', () => {
  expect(barText('catalog', 1_200, 2_400)).toBe(
    `catalog  ${'█'.repeat(15)}${'░'.repeat(15)}  50 %  1,200 / 2,400 rows`,
  );
});

test('is full, not broken, when there is nothing to do or more was done than expected', () => {
  expect(barText('orders', 0, 0)).toContain('100 %');
  expect(barText('orders', 12, 10)).toContain(`${'█'.repeat(30)} 100 %`);
});
