import { expect, test } from 'vitest';
import { colourSubgraphs } from './subgraph-colours.ts';

test("gives the shop's three subgraphs three colours, whatever the plan's order", () => {
  const colours = colourSubgraphs(['orders', 'identity', 'catalog']);
  expect(new Set(colours.values()).size).toBe(3);
  expect(colourSubgraphs(['catalog', 'orders', 'identity', 'orders'])).toEqual(colours);
});

test('keeps a colour when a plan touches fewer subgraphs', () => {
  const all = colourSubgraphs(['orders', 'identity', 'catalog']);
  expect(colourSubgraphs(['orders']).get('orders')).toBe(all.get('orders'));
});

test('repeats colours only when there are more subgraphs than colours', () => {
  const names = (count: number) => Array.from({ length: count }, (_, index) => `subgraph-${index}`);
  expect(new Set(colourSubgraphs(names(8)).values()).size).toBe(8);
  expect(colourSubgraphs(names(12)).size).toBe(12);
});
