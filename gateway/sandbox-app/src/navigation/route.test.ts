import { expect, test } from 'vitest';
import { formatRoute, parseRoute } from './route.ts';

test('reads back what it wrote', () => {
  const address = formatRoute('usage', 'Product.title', { show: 'unused', days: '7' });
  expect(address).toBe('#/usage/Product.title?show=unused&days=7');
  expect(parseRoute(address)).toEqual({
    part: 'usage',
    item: 'Product.title',
    parameters: { show: 'unused', days: '7' },
  });
  expect(formatRoute('history')).toBe('#/history');
  expect(parseRoute('#/history')).toEqual({ part: 'history', item: null, parameters: {} });
});

test.each(['', '#', '#/', '#operation=abc', '#/nowhere', '#/explorer', '#/History'])(
  'opens the explorer for %j',
  (hash) => expect(parseRoute(hash).part).toBe('explorer'),
);

test('takes an item that cannot be decoded for none', () => {
  expect(parseRoute('#/usage/%E0%A4%A')).toMatchObject({ part: 'usage', item: null });
});
