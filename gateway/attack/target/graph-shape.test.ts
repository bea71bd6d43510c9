import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { roundTrip } from '../groups/fragments.ts';
import { shapeOf, shapeOfQuery, within } from './graph-shape.ts';

const schema = buildSchema(`
  type Query { version: String find(id: ID!): Author shelf: Shelf }
  type Mutation { write(text: String!): Book }
  type Shelf { label: String! books(first: Int): [Book!]! }
  type Book { title: String author: Author similar(to: ID!): Book }
  type Author { name: String books: [Book] }`);

test('leads from the root to a type from which one comes back to it, by fields that need no argument', () => {
  const shape = shapeOf(schema);
  expect(shape).toEqual({
    ...{ path: ['shelf', 'books'], typeName: 'Book', leaf: 'title' },
    ...{ cycle: ['author', 'books'], mutation: 'write' },
  });
  const text = within(shape, roundTrip(shape, `${shape.leaf} ...f`, 'again'));
  const document = parse(`${text} fragment f on ${shape.typeName} { ${shape.leaf} }`);
  expect(validate(schema, document)).toEqual([]);
});

test('makes up a way back where there is none', () => {
  const flat = buildSchema('type Query { shop: Shop } type Shop { name: String }');
  expect(shapeOf(flat)).toMatchObject({ path: ['shop'], typeName: 'Shop', cycle: ['self'] });
});

test('is read of a query where no schema is known', () => {
  const shape = shapeOfQuery('query { shelf { ... on Shelf { label } books { title } } }');
  expect(shape).toMatchObject({ path: ['shelf', 'books'], leaf: 'title' });
  expect(within(shape, 'x')).toBe('{ shelf { books { x } } }');
  expect(shapeOfQuery('{ __typename }')).toMatchObject({ path: [], leaf: '__typename' });
});
