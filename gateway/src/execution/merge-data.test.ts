import { expect, test } from 'vitest';
import { mergeData } from './merge-data.ts';

test.each<[string, { known: unknown; incoming: unknown; merged: unknown }]>([
  ['adds keys', { known: { a: 1 }, incoming: { b: 2 }, merged: { a: 1, b: 2 } }],
  [
    'merges objects at any depth',
    {
      known: { me: { name: 'Ada', home: { city: 'London' } } },
      incoming: { me: { home: { street: 'St James’s Square' } } },
      merged: { me: { name: 'Ada', home: { city: 'London', street: 'St James’s Square' } } },
    },
  ],
  [
    'merges lists item by item',
    {
      known: { all: [{ id: 1 }, { id: 2 }] },
      incoming: { all: [{ name: 'a' }, { name: 'b' }] },
      merged: {
        all: [
          { id: 1, name: 'a' },
          { id: 2, name: 'b' },
        ],
      },
    },
  ],
  [
    'merges lists of lists',
    {
      known: { grid: [[{ x: 0 }], [{ x: 1 }, { x: 2 }]] },
      incoming: { grid: [[{ y: 0 }], [{ y: 1 }, { y: 2 }]] },
      merged: {
        grid: [
          [{ x: 0, y: 0 }],
          [
            { x: 1, y: 1 },
            { x: 2, y: 2 },
          ],
        ],
      },
    },
  ],
  [
    'keeps a value where another subgraph says null',
    { known: { me: { id: 1 } }, incoming: { me: null }, merged: { me: { id: 1 } } },
  ],
  [
    'fills a null with a value',
    { known: { me: null }, incoming: { me: { id: 1 } }, merged: { me: { id: 1 } } },
  ],
  [
    'keeps and fills nulls in lists too',
    {
      known: { all: [null, { id: 2 }] },
      incoming: { all: [{ id: 1 }, null] },
      merged: { all: [{ id: 1 }, { id: 2 }] },
    },
  ],
  ['keeps a null that nobody fills', { known: {}, incoming: { me: null }, merged: { me: null } }],
  [
    'takes 0, "" and false for values',
    {
      known: { a: 0, b: '', c: false, d: null, e: null, f: null },
      incoming: { a: null, b: null, c: null, d: 0, e: '', f: false },
      merged: { a: 0, b: '', c: false, d: 0, e: '', f: false },
    },
  ],
  [
    'keeps the items that a shorter list says nothing of',
    {
      known: { all: [{ id: 1 }, { id: 2 }] },
      incoming: { all: [{ name: 'a' }] },
      merged: { all: [{ id: 1, name: 'a' }, { id: 2 }] },
    },
  ],
])('%s', (_name, { known, incoming, merged }) => {
  mergeData(known as never, incoming as never);
  expect(known).toEqual(merged);
});

test.each([
  ['constructor', '{"constructor":{"prototype":{"polluted":1}}}'],
  ['toString', '{"toString":{"polluted":1}}'],
  ['__proto__', '{"__proto__":{"polluted":1}}'],
])('a key %s is a key like any other, the first time and again', (name, json) => {
  const known = {};
  mergeData(known, JSON.parse(json));
  expect(JSON.stringify(known)).toBe(json);
  mergeData(known, JSON.parse(`{"${name}":{"more":2}}`));
  expect(JSON.parse(JSON.stringify(known))).toEqual(known);
  expect(JSON.stringify(known)).toContain('"more":2');
  expect(Object.getPrototypeOf(known)).toBe(Object.prototype);
  expect(({} as { polluted?: unknown; more?: unknown }).polluted).toBeUndefined();
  expect((Object as { more?: unknown }).more).toBeUndefined();
});
