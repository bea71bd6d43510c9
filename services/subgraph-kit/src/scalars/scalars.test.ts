import { Kind, parseValue } from 'graphql';
import { describe, expect, it } from 'vitest';
import { DateTime } from './date-time.ts';
import { JSONObject } from './json-object.ts';

describe('DateTime', () => {
  it('writes a Date as a string in UTC', () => {
    expect(DateTime.serialize(new Date(0))).toBe('1970-01-01T00:00:00.000Z');
  });

  it.each([new Date(Number.NaN), '2026-01-01T00:00:00Z', 0, null])('does not write %s', (value) => {
    expect(() => DateTime.serialize(value)).toThrow(TypeError);
  });

  it.each([
    ['2026-02-28T23:59:59Z', '2026-02-28T23:59:59.000Z'],
    ['2026-02-28T23:59:59.5Z', '2026-02-28T23:59:59.500Z'],
    ['2026-01-01T01:00:00+02:00', '2025-12-31T23:00:00.000Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
  ])('reads %s', (text, iso) => {
    expect(DateTime.parseValue(text).toISOString()).toBe(iso);
    expect(DateTime.parseLiteral({ kind: Kind.STRING, value: text }, {}).toISOString()).toBe(iso);
  });

  it.each([
    '2026-02-30T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T00:00:00',
    '2026-01-01',
    'yesterday',
    '',
    0,
    null,
  ])('refuses %s', (value) => {
    expect(() => DateTime.parseValue(value)).toThrow('must be an ISO 8601 string with a time zone');
  });
});

describe('JSONObject', () => {
  it('passes an object through, also from a literal with variables', () => {
    const value = { color: 'red', sizes: [1, 2], nested: { a: null } };
    expect(JSONObject.serialize(value)).toBe(value);
    expect(JSONObject.parseValue(value)).toBe(value);
    const literal = parseValue('{ color: $color, sizes: [1, 2] }');
    expect(JSONObject.parseLiteral(literal, { color: 'red' })).toEqual({
      color: 'red',
      sizes: [1, 2],
    });
  });

  it.each([[[1]], ['text'], [1], [null]])('refuses %j', (value) => {
    expect(() => JSONObject.parseValue(value)).toThrow('must be an object');
  });

  it('refuses a literal that is not an object', () => {
    expect(() => JSONObject.parseLiteral(parseValue('[1]'))).toThrow('must be an object');
  });
});
