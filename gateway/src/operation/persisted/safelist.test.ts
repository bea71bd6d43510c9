import { describe, expect, test } from 'vitest';
import { createSafelist } from './safelist.ts';

const body = 'query A($id: ID!) { a(id: $id) { ...F } } fragment F on T { b c }';
const safelist = await createSafelist([{ id: 'one', name: 'A', type: 'query', body }]);

test('finds a text by its id', () => {
  expect([safelist.find('one'), safelist.find('two')]).toEqual([body, null]);
});

describe('a document is on the list', () => {
  test.each([
    ['as it is', body],
    ['with other whitespace, commas and comments', `# hello\n${body.replaceAll(' ', ' , \n')}`],
    [
      'with its definitions in another order',
      `fragment F on T { b c } ${body.split(' fragment')[0]}`,
    ],
  ])('%s', (_how, text) => {
    expect([safelist.includes(text), safelist.includes(text)]).toEqual([true, true]);
  });
});

describe('a document is not on the list', () => {
  test.each([
    ['with another name', body.replace('query A', 'query B')],
    ['with one more field', body.replace('b c', 'b c d')],
    ['with its fields in another order', body.replace('b c', 'c b')],
    ['with one more operation', `${body} query B { a }`],
    ['with another string', body.replace('$id)', '"$id")')],
    ['that is no GraphQL', 'query {'],
    ['that is empty', ''],
  ])('%s', (_how, text) => {
    expect([safelist.includes(text), safelist.includes(text)]).toEqual([false, false]);
  });
});

test('reads all bodies before it complains of any', async () => {
  const bad = { name: 'B', type: 'query' as const, body: 'query {' };
  const operations = [
    { id: 'two', ...bad },
    { id: 'three', ...bad },
  ];
  await expect(createSafelist(operations)).rejects.toThrow(/body of two .*\n.*body of three /);
});

test('lets others have their turn while it reads a long list', async () => {
  const fields = Array.from({ length: 200 }, (_, index) => `field${index}`).join(' ');
  const operations = Array.from({ length: 500 }, (_, index) => ({
    ...{ id: String(index), name: `Q${index}`, type: 'query' as const },
    body: `query Q${index} { ${fields} }`,
  }));
  let turns = 0;
  const count = () => {
    turns += 1;
    next = setImmediate(count);
  };
  let next = setImmediate(count);
  await createSafelist(operations);
  clearImmediate(next);
  expect(turns).toBeGreaterThan(1);
});
