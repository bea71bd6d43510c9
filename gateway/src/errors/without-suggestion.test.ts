import { expect, test } from 'vitest';
import { withoutSuggestion } from './without-suggestion.ts';

test.each([
  [
    'Cannot query field "peopel" on type "Query". Did you mean "people"?',
    'Cannot query field "peopel" on type "Query".',
  ],
  [
    'Value "X" does not exist in "Order" enum. Did you mean the enum value "NAME" or "AGE"?',
    'Value "X" does not exist in "Order" enum.',
  ],
  ['found " Did you mean x?". Did you mean "people"?', 'found " Did you mean x?".'],
  ['Syntax Error: Expected Name, found "?".', 'Syntax Error: Expected Name, found "?".'],
  ['Variable "$id" is not defined.', 'Variable "$id" is not defined.'],
  ['found " Did you mean x".', 'found " Did you mean x".'],
])('%s becomes %s', (message, expected) => {
  expect(withoutSuggestion(message)).toBe(expected);
});

test('takes no longer for a text that holds the words many times over', () => {
  const text = `found "${' Did you mean '.repeat(100_000)}".`;
  expect(withoutSuggestion(text)).toBe(text);
});
