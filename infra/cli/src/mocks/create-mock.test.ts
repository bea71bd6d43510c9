import { readFileSync } from 'node:fs';
import {
  execute,
  type GraphQLOutputType,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  parse,
} from 'graphql';
import { expect, test } from 'vitest';
import { createMock } from './create-mock.ts';

const sdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  scalar DateTime
  type Query { product(id: ID!): Product! products(first: Int): ProductConnection! pay: PayResult! }
  type Product @key(fields: "id") {
    id: ID! name: String! priceMinor: Int! currency: String! madeAt: DateTime! state: State! owner: User!
    tags: [String!]!
  }
  type User @key(fields: "email") { email: String! displayName: String! }
  enum State { ACTIVE RETIRED }
  type ProductConnection { nodes: [Product!]! edges: [ProductEdge!]! pageInfo: PageInfo! totalCount: Int! }
  type ProductEdge { cursor: String! node: Product! }
  type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
  union PayResult = Paid | Refused
  type Paid { at: DateTime! }
  type Refused { reason: String! }`;

async function ask(query: string, schemaSdl = sdl) {
  const { schema, fieldResolver, typeResolver } = createMock(schemaSdl);
  const document = parse(query);
  const { data, errors } = await execute({ schema, document, fieldResolver, typeResolver });
  expect(errors).toBeUndefined();
  return JSON.parse(JSON.stringify(data));
}

const PRODUCT = '{ id name priceMinor currency madeAt state tags owner { email displayName } }';

test('answers the same question the same, by what fields are called', async () => {
  const query = `{ product(id: "1") ${PRODUCT} }`;
  const answer = await ask(query);
  expect(answer).toEqual(await ask(query));
  expect(answer.product).toMatchObject({
    currency: 'EUR',
    madeAt: expect.stringMatching(/^2025-\d\d-\d\dT/),
    state: expect.stringMatching(/^(ACTIVE|RETIRED)$/),
    owner: { email: expect.stringContaining('@example.com') },
  });
  expect(answer.product.priceMinor).toBeGreaterThanOrEqual(100);
});

test('an entity is the same wherever it is met, and keeps the key that it is asked for by', async () => {
  const { products } = await ask(
    `{ products(first: 2) { nodes ${PRODUCT} edges { node { id } } } }`,
  );
  const [{ id, ...rest }] = products.nodes;
  expect(products.edges[0].node).toEqual({ id });
  const reference = `{ __typename: "Product", id: "${id}" }`;
  const { _entities } = await ask(
    `{ _entities(representations: [${reference}]) { ... on Product ${PRODUCT} } }`,
  );
  expect(_entities).toEqual([{ id, ...rest }]);
});

test('pages are as long as they are asked to be, and end', async () => {
  const { products } = await ask(
    '{ products(first: 4) { nodes { id } totalCount pageInfo { hasNextPage endCursor } } }',
  );
  expect(new Set(products.nodes.map(({ id }: { id: string }) => id)).size).toBe(4);
  expect(products).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: false } });
});

test('what may go wrong goes well', async () => {
  expect((await ask('{ pay { __typename } }')).pay.__typename).toBe('Paid');
});

const SERVICES = ['identity', 'catalog', 'orders', 'registry'];

function schemaOf(service: string): string {
  const file = new URL(`../../../../services/${service}/src/schema.graphql`, import.meta.url);
  return readFileSync(file, 'utf8');
}

test.each(SERVICES)(
  'makes %s up also from the schema that it tells while it runs',
  async (name) => {
    const { _service } = await ask('{ _service { sdl } }', schemaOf(name));
    expect(_service.sdl).toContain('type Query');
    expect(await ask('{ _service { sdl } }', _service.sdl)).toEqual({ _service });
  },
);

/** Everything below a type that needs no arguments, so deep. */
function selectionOf(type: GraphQLOutputType, depth: number): string | null {
  const named = getNamedType(type);
  if (isLeafType(named)) return '';
  const on = isObjectType(named) || isInterfaceType(named) ? Object.values(named.getFields()) : [];
  const fields = depth === 0 ? [] : on.filter(({ args }) => !args.some(isRequiredArgument));
  const selected = fields.flatMap((field) => {
    const below = selectionOf(field.type, depth - 1);
    return below === null ? [] : [`${field.name} ${below}`];
  });
  return `{ __typename ${selected.join(' ')} }`;
}

test.each(SERVICES)(
  'answers every field of %s that can be asked without arguments',
  async (name) => {
    const { schema } = createMock(schemaOf(name));
    const query = schema.getQueryType();
    const text = query && selectionOf(query, 4);
    expect(await ask(String(text), schemaOf(name))).toEqual(
      await ask(String(text), schemaOf(name)),
    );
  },
);
