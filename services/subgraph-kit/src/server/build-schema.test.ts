import { graphql } from 'graphql';
import { describe, expect, it } from 'vitest';
import { DateTime } from '../scalars/date-time.ts';
import { buildSchema } from './build-schema.ts';

const typeDefs = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  scalar DateTime
  type Query { product(id: ID!): Product }
  type Product @key(fields: "id") { id: ID! addedAt: DateTime! }
`;
const entities = `{
  _entities(representations: [
    { __typename: "Product", id: "1" }
    { __typename: "Product", id: "broken" }
    { __typename: "Product", id: "none" }
  ]) { ... on Product { id addedAt } }
}`;

describe('buildSchema', () => {
  it('keeps the other entities when a reference resolver throws', async () => {
    const schema = buildSchema(typeDefs, {
      DateTime,
      Product: {
        // Not async: it throws in the middle of Apollo's loop.
        __resolveReference({ id }: { id: string }) {
          if (id === 'broken') throw new Error('broken');
          return id === 'none' ? null : { id, addedAt: new Date(0) };
        },
      },
    });
    const { data, errors } = await graphql({ schema, source: entities });
    expect(data).toEqual({
      _entities: [{ id: '1', addedAt: '1970-01-01T00:00:00.000Z' }, null, null],
    });
    expect(errors?.map(({ path }) => path)).toEqual([['_entities', 1]]);
  });

  it('serves the SDL to composition', async () => {
    const { data } = await graphql({
      schema: buildSchema(typeDefs, { DateTime }),
      source: '{ _service { sdl } }',
    });
    expect(JSON.stringify(data)).toContain('type Product @key(fields: \\"id\\")');
  });

  it.each([
    [{ Produkt: {} }, 'Produkt'],
    [{ Product: { prize: () => 1 } }, 'Product.prize'],
    [{ Query: { product: () => null, products: () => [] } }, 'Query.products'],
  ])('refuses resolvers the schema has no place for: %j', (resolvers, name) => {
    expect(() => buildSchema(typeDefs, resolvers)).toThrow(
      `The schema has no ${name}, but there are resolvers for it.`,
    );
  });

  it('refuses SDL that is not valid', () => {
    expect(() => buildSchema('type Query { a: Missing }', {})).toThrow(/Missing/);
  });
});
