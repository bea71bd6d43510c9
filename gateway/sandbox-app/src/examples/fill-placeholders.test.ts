import { expect, test, vi } from 'vitest';
import { fillPlaceholders, firstText } from './fill-placeholders.ts';

test('fills each placeholder with what is looked up once', async () => {
  const lookUp = vi.fn(async (name: string) => `the ${name}`);
  const variables = '{ "a": "{{variant-id}}", "b": "{{new-key}}", "c": "{{variant-id}}" }';
  expect(await fillPlaceholders(variables, lookUp)).toBe(
    '{ "a": "the variant-id", "b": "the new-key", "c": "the variant-id" }',
  );
  expect(lookUp).toHaveBeenCalledTimes(2);
});

test('leaves variables without placeholders as they are', async () => {
  expect(await fillPlaceholders('{ "a": { "b": 1 } }', vi.fn())).toBe('{ "a": { "b": 1 } }');
});

test('finds the first text, passing over what is not available', () => {
  const variants = [
    { isAvailable: false, id: 'sold out' },
    { isAvailable: true, id: 'in stock' },
  ];
  expect(firstText({ products: { nodes: [{ variants }] } })).toBe('in stock');
  expect(firstText({ products: null, count: 1 })).toBe('');
});
