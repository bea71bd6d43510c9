import { describe, expect, test } from 'vitest';
import { displayNameField } from './display-name.ts';

const messages = (text: string) =>
  displayNameField.safeParse(text).error?.issues.map(({ message }) => message);

describe('displayNameField', () => {
  test.each([
    ['Ada Lovelace', 'Ada Lovelace'],
    ['  Ada \u00a0 Lovelace ', 'Ada Lovelace'],
    ['Zoe\u0308', 'Zoë'],
    ['नमस्ते', 'नमस्ते'],
    ['👩‍🚀', '👩‍🚀'],
    ['𝒜'.repeat(80), '𝒜'.repeat(80)],
  ])('takes %j as %j', (text, name) => {
    expect(displayNameField.parse(text)).toBe(name);
  });

  test.each([
    ['', 'must not be empty'],
    [' \u00a0 ', 'must not be empty'],
    ['a'.repeat(81), 'must be at most 80 characters'],
    ['𝒜'.repeat(81), 'must be at most 80 characters'],
    ['a'.repeat(100_000), 'must be at most 80 characters'],
    ['Ada\u0000', 'must not contain control characters'],
    ['Ada\nLovelace', 'must not contain control characters'],
    ['\u202eecalevoL adA', 'must not contain control characters'],
  ])('refuses %j: %s', (text, message) => {
    expect(messages(text)).toContain(message);
  });
});
