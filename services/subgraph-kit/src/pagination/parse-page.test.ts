import { describe, expect, it } from 'vitest';
import { parsePage } from './parse-page.ts';

const limits = { defaultFirst: 20, maximum: 100 };

describe('parsePage', () => {
  it.each([
    [{}, { direction: 'forward', size: 20, cursor: null }],
    [
      { first: null, after: null },
      { direction: 'forward', size: 20, cursor: null },
    ],
    [{ first: 0 }, { direction: 'forward', size: 0, cursor: null }],
    [
      { first: 100, after: 'c' },
      { direction: 'forward', size: 100, cursor: 'c' },
    ],
    [{ last: 5 }, { direction: 'backward', size: 5, cursor: null }],
    [
      { last: 5, before: 'c' },
      { direction: 'backward', size: 5, cursor: 'c' },
    ],
  ])('reads %j', (given, page) => {
    expect(parsePage(given, limits)).toEqual(page);
  });

  it.each([
    [{ first: 101 }, '`first` must be between 0 and 100, got 101.'],
    [{ first: -1 }, '`first` must be between 0 and 100, got -1.'],
    [{ last: 101 }, '`last` must be between 0 and 100, got 101.'],
    [{ last: 1, first: 1 }, '`last` cannot be combined with `first`.'],
    [{ last: 1, after: 'c' }, '`last` cannot be combined with `after`.'],
    [{ before: 'c' }, '`before` needs `last`.'],
    [{ first: 1, before: 'c' }, '`before` needs `last`.'],
  ])('refuses %j and names the argument', (given, message) => {
    expect(() => parsePage(given, limits)).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', message }),
    );
  });
});
