import { anonymous, type Principal } from '@causeway/subgraph-kit';
import { describe, expect, test } from 'vitest';
import { parseFilter } from './product-filter.ts';

const user = (...scopes: string[]): Principal => ({
  kind: 'user',
  userId: 'u',
  sessionId: 's',
  roles: [],
  scopes: new Set(scopes),
});

describe('parseFilter', () => {
  test('lists what is on sale when nothing is asked for', () => {
    const open = { categoryId: null, status: 'ACTIVE', price: null, inStock: null, attributes: [] };
    expect(parseFilter(undefined, anonymous)).toEqual(open);
    expect(parseFilter(null, anonymous)).toEqual(open);
    expect(parseFilter({ status: null, attributes: null }, anonymous)).toEqual(open);
  });

  test('lets only those who write products list drafts and archived ones', () => {
    const filter = { status: 'DRAFT' };
    const code = (expected: string) => expect.objectContaining({ code: expected });
    expect(() => parseFilter(filter, anonymous)).toThrow(code('UNAUTHENTICATED'));
    expect(() => parseFilter(filter, user('stock:write'))).toThrow(code('FORBIDDEN'));
    expect(parseFilter(filter, user('catalog:write')).status).toBe('DRAFT');
  });

  test.each([
    [{ categoryId: 'shoes' }, '`filter.categoryId`'],
    [{ attributes: [{ name: 'Colour', anyOf: ['red'] }] }, '`filter.attributes.0.name`'],
    [{ attributes: [{ name: 'colour', anyOf: [] }] }, '`filter.attributes.0.anyOf`'],
    [{ attributes: [{ name: 'colour', anyOf: ['\0'] }] }, '`filter.attributes.0.anyOf.0`'],
    [{ attributes: Array(11).fill({ name: 'colour', anyOf: ['red'] }) }, '`filter.attributes`'],
  ])('refuses %j and names the field', (filter, field) => {
    expect(() => parseFilter(filter, anonymous)).toThrow(
      expect.objectContaining({
        code: 'BAD_USER_INPUT',
        message: expect.stringContaining(field),
      }),
    );
  });
});
