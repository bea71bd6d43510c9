import {
  buildClientSchema,
  execute,
  type GraphQLSchema,
  getIntrospectionQuery,
  parse,
} from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRandom, randomOperation, VARIABLES } from './random-operation.ts';
import { randomSuite } from './random-suite.ts';
import { composeGraph, type Graph, type GraphDefinition, useGraph } from './use-graph.ts';

const { operations, planners, seeds } = randomSuite({ operations: 60 });

type Known = Record<string, unknown>;

const users: Known[] = ['0', '1', '2'].map((id) => ({
  ...{
    kind: 'User',
    id: `u${id}`,
    name: id === '0' ? '' : `User ${id}`,
    badge: `<${id === '0' ? '' : `User ${id}`}>`,
  },
  friends: () => users.filter((user) => user.id !== `u${id}`),
  best: () => (id === '1' ? null : users[1]),
  favourite: () => items[Number(id)],
}));

const items: Known[] = [0, 1, 2, 3].map((n) => ({
  ...{
    kind: n % 2 === 0 ? 'Book' : 'Film',
    id: `i${n}`,
    code: n,
    title: n === 0 ? null : `Item ${n}`,
  },
  ...{
    pages: n * 100,
    minutes: n * 10,
    weight: n,
    size: n === 2 ? null : { w: n, h: 2 },
    views: n,
  },
  cost: `${n} EUR`,
  volume: n === 2 ? -1 : n * 2,
  rank: ({ of }: { of: number }) => n + of,
  reviews: ({ first }: { first: number }) =>
    users
      .slice(0, first)
      .map((by, m) => ({ stars: m, text: m === 0 ? '' : 'Good', by, of: items[n] })),
  price: ({ n: times }: { n: number }) => n * times * 1.5,
  next: () => items[(n + 1) % 4],
}));

const roots: Record<string, (args: { n: number }) => unknown> = {
  items: () => items,
  item: ({ n }) => items[n] ?? null,
  found: () => [items[0], null, users[0], items[1]],
  grid: () => [[items[2], null], [], null, [items[3], items[2]]],
  me: () => users[0],
  top: () => [items[3], items[0]],
};

/** The same as resolvers. */
const rootResolvers = Object.fromEntries(
  Object.entries(roots).map(([name, read]) => [
    name,
    (_source: unknown, args: { n: number }) => read(args),
  ]),
);

/** What a subgraph knows of an entity, beside the representation that it got. */
const resolve = {
  __resolveReference: (reference: Known) => ({
    ...[...items, ...users].find(
      ({ id, code }) =>
        id === reference.id || (reference.code !== undefined && code === reference.code),
    ),
    reference,
  }),
};
const member = { __resolveType: ({ kind }: Known) => String(kind) };

const graph: GraphDefinition = {
  catalog: {
    typeDefs: `type Query { items: [Item!]! item(n: Int!): Item found: [Found] grid: [[Item]] }
      interface Item @key(fields: "id") { id: ID! title: String next: Item! }
      type Book implements Item @key(fields: "id") { id: ID! title: String pages: Int! weight: Int! size: Size next: Item! }
      type Film implements Item @key(fields: "id") @key(fields: "code") {
        id: ID! code: Int! title: String minutes: Int! weight: Int! next: Item! }
      type Size { w: Int! h: Int! }
      type User @key(fields: "id", resolvable: false) { id: ID! }
      union Found = Book | Film | User`,
    resolvers: {
      Query: rootResolvers,
      Item: { ...member, ...resolve },
      Found: member,
      Book: resolve,
      Film: resolve,
    },
  },
  reviews: {
    typeDefs: `type Book @key(fields: "id") { id: ID! reviews(first: Int!): [Review!]! price(n: Int!): Float! }
      type Film @key(fields: "code") { code: Int! reviews(first: Int!): [Review!]! }
      type Review { stars: Int! text: String! by: User! of: Reviewed }
      union Reviewed = Book | Film
      type User @key(fields: "id") { id: ID! }`,
    resolvers: { Book: resolve, Film: resolve, User: resolve, Reviewed: member },
  },
  people: {
    typeDefs: `type Query { me: User! }
      type User @key(fields: "id") { id: ID! name: String! friends: [User!]! best: User favourite: Favourite }
      union Favourite = Book | Film
      type Book @key(fields: "id", resolvable: false) { id: ID! }
      type Film @key(fields: "code", resolvable: false) { code: Int! }`,
    resolvers: { Query: rootResolvers, User: resolve, Favourite: member },
  },
  shipping: {
    typeDefs: `type Book @key(fields: "id") { id: ID! weight: Int! @external size: Size @external
        cost: String! @requires(fields: "weight") volume: Int! @requires(fields: "size { w h }") }
      type Film @key(fields: "id") { id: ID! weight: Int! @external cost: String! @requires(fields: "weight") }
      type Size { w: Int! @external h: Int! @external }
      type User @key(fields: "id") { id: ID! name: String! @external badge: String! @requires(fields: "name") }`,
    resolvers: {
      Book: {
        ...resolve,
        cost: ({ reference }) => `${reference.weight} EUR`,
        volume: ({ reference: { size } }) => (size === null ? -1 : size.w * size.h),
      },
      Film: { ...resolve, cost: ({ reference }) => `${reference.weight} EUR` },
      User: { ...resolve, badge: ({ reference }) => `<${reference.name}>` },
    },
  },
  stats: {
    typeDefs: `type Query { top: [Item!]! }
      type Item @key(fields: "id") @interfaceObject { id: ID! views: Int! rank(of: Int!): Int! }`,
    resolvers: { Query: rootResolvers, Item: resolve },
  },
};

describe.each(planners)('operations of any form, planned by %s', (planner) => {
  const running = useGraph(() => composeGraph(graph), planner);
  let schema: GraphQLSchema;
  beforeAll(async () => {
    schema = buildClientSchema((await ask(running(), getIntrospectionQuery())).data as never);
  });

  test.each(seeds(operations))('are answered as one schema would answer them: %i', async (seed) => {
    const operation = randomOperation(schema, createRandom(seed));
    expect(JSON.stringify(await ask(running(), operation)), operation).toBe(
      JSON.stringify(await answerAlone(schema, operation)),
    );
  });
});

async function ask({ server }: Graph, query: string): Promise<{ data?: unknown }> {
  const { body } = await server.executeOperation({ query, variables: VARIABLES });
  if (body.kind !== 'single') throw new Error('Expected a single result.');
  const { data, errors } = body.singleResult;
  return { ...(errors && { errors: errors.map(({ message, path }) => [message, path]) }), data };
}

/** What graphql-js makes of the operation where one schema has all the data. */
async function answerAlone(schema: GraphQLSchema, operation: string): Promise<unknown> {
  const { data, errors } = await execute({
    schema,
    document: parse(operation),
    rootValue: roots,
    variableValues: VARIABLES,
    typeResolver: ({ kind }: Known) => String(kind),
  });
  return { ...(errors && { errors }), data };
}
