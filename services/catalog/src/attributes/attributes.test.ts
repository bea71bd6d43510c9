import { describe, expect, test } from 'vitest';
import { attributesInput, listAttributes } from './attributes.ts';

describe('attributesInput', () => {
  const faultsOf = (input: unknown) =>
    attributesInput.safeParse(input).error?.issues.map(({ path }) => path.join('.'));

  test('turns the list into an object', () => {
    const input = [
      { name: 'material', value: ' wool ' },
      { name: 'frame_size', value: 'M' },
    ];
    expect(attributesInput.parse(input)).toEqual({ material: 'wool', frame_size: 'M' });
  });

  test('names the second use of a name', () => {
    const input = [
      { name: 'size', value: 'M' },
      { name: 'size', value: 'L' },
    ];
    expect(faultsOf(input)).toEqual(['1.name']);
  });

  test.each(['', 'Material', 'a b', '__proto__', 'a__b', 'x'.repeat(41)])(
    'refuses the name %j',
    (name) => {
      expect(faultsOf([{ name, value: 'x' }])).toContain('0.name');
    },
  );

  test('refuses more attributes than a product may have', () => {
    const input = Array.from({ length: 31 }, (_, index) => ({ name: `a${index}`, value: 'x' }));
    expect(faultsOf(input)).toEqual(['']);
    expect(faultsOf(input.slice(1))).toBeUndefined();
  });

  test('says of far too many only that', () => {
    expect(faultsOf(Array(50_000).fill({ name: 'size', value: 'M' }))).toEqual(['']);
  });
});

test('listAttributes orders by name', () => {
  expect(listAttributes({ size: 'M', brand: 'Fjordal', material: 'wool' })).toEqual([
    { name: 'brand', value: 'Fjordal' },
    { name: 'material', value: 'wool' },
    { name: 'size', value: 'M' },
  ]);
});
