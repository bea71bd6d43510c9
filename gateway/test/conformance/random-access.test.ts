import {
  buildClientSchema,
  execute,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLTypeResolver,
  getIntrospectionQuery,
  getNamedType,
  isAbstractType,
  parse,
} from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { callers, withRandomRules } from './random-access-rules.ts';
import { createRandom, randomOperation, VARIABLES } from './random-operation.ts';
import { randomSuite } from './random-suite.ts';
import {
  type Caller,
  composeGraph,
  type Graph,
  type GraphDefinition,
  useGraph,
} from './use-graph.ts';

const { graphs, operations, planners, seeds } = randomSuite({ graphs: 4, operations: 12 });

type Known = Record<string, unknown>;

const users: Known[] = [0, 1].map((n) => ({
  ...{ kind: 'User', id: `u${n}`, name: `User ${n}`, mood: n === 0 ? 'GLAD' : null, code: `#${n}` },
  ...{
    score: n,
    friend: () => users[1 - n],
    likes: () => media.slice(n),
    bio: { text: 'Text', words: 1 },
  },
}));

const parts: Known[] = ['Bolt', 'Nut'].map((kind, n) => ({
  ...{ kind, label: kind, size: n, within: () => parts[0] },
}));

const media: Known[] = [0, 1, 2, 3].map((n) => ({
  ...{ kind: ['Book', 'Film', 'Song', 'Book'][n], id: `m${n}`, title: `Title ${n}`, code: `#${n}` },
  ...{ pages: n, minutes: n * 10, votes: n * 2, rank: n === 1 ? null : n, by: () => users[n % 2] },
  ...{ next: () => media[(n + 1) % 4], related: () => [media[(n + 2) % 4], null, media[n]] },
}));

const roots: Known = {
  media: () => media,
  first: () => media[1],
  films: () => [media[1]],
  found: () => [media[0], users[0], media[1]],
  me: () => users[0],
};

/** What subgraphs executed, as coordinates. */
const resolved = new Set<string>();
const read: GraphQLFieldResolver<unknown, unknown> = (source, _args, _context, info) => {
  resolved.add(`${info.parentType.name}.${info.fieldName}`);
  return knownAs(source as Known, info.fieldName);
};
function knownAs(source: Known, name: string): unknown {
  const value = source[name];
  return typeof value === 'function' ? value() : value;
}
const fields = (...names: string[]) => Object.fromEntries(names.map((name) => [name, read]));
const reference = {
  __resolveReference: ({ id }: Known) => [...users, ...media].find((known) => known.id === id),
};
const member = { __resolveType: ({ kind }: Known) => String(kind) };
const rootField: typeof read = (_source, ...rest) => read(roots, ...rest);
const pick = (...names: string[]) => ({
  Query: Object.fromEntries(names.map((name) => [name, rootField])),
});

const plain: GraphDefinition = {
  media: {
    typeDefs: `type Query { media: [Media] first: Media! films: [Film!] found: [Found] }
      interface Media @key(fields: "id") { id: ID! title: String next: Media related: [Media] code: Code }
      type Book implements Media @key(fields: "id") { id: ID! title: String next: Media related: [Media] code: Code pages: Int! }
      type Film implements Media @key(fields: "id") { id: ID! title: String next: Media related: [Media] code: Code minutes: Int }
      type Song implements Media @key(fields: "id") { id: ID! title: String next: Media related: [Media] code: Code }
      type User @key(fields: "id", resolvable: false) { id: ID! }
      union Found = Book | Film | User
      scalar Code`,
    resolvers: {
      ...pick('media', 'first', 'films', 'found'),
      ...{ Media: { ...member, ...reference }, Found: member },
      Book: { ...reference, ...fields('title', 'next', 'related', 'code', 'pages') },
      Film: { ...reference, ...fields('title', 'next', 'related', 'code', 'minutes') },
      Song: { ...reference, ...fields('title', 'next', 'related', 'code') },
    },
  },
  people: {
    typeDefs: `type Query { me: User }
      type User @key(fields: "id") { id: ID! name: String! mood: Mood friend: User! likes: [Media!] bio: Bio parts: [Part] }
      interface Media @key(fields: "id", resolvable: false) { id: ID! }
      type Book implements Media @key(fields: "id", resolvable: false) { id: ID! }
      type Film implements Media @key(fields: "id", resolvable: false) { id: ID! }
      type Song implements Media @key(fields: "id", resolvable: false) { id: ID! }
      type Bio { text: String words: Int! }
      interface Part { label: String size: Int within: Part }
      type Bolt implements Part { label: String! size: Int within: Part! }
      type Nut implements Part { label: String size: Int! within: Bolt }
      enum Mood { GLAD SAD }`,
    resolvers: {
      ...pick('me'),
      User: { ...reference, ...fields('name', 'mood', 'friend', 'likes', 'bio', 'parts') },
      ...{ Media: member, Part: member, Bio: fields('text', 'words') },
      ...{ Bolt: fields('label', 'size', 'within'), Nut: fields('label', 'size', 'within') },
    },
  },
  stats: {
    typeDefs: `type Media @key(fields: "id") @interfaceObject { id: ID! votes: Int! rank: Int by: User }
      type User @key(fields: "id") { id: ID! score: Int }`,
    resolvers: {
      // Which of the types an object has is not known here.
      Media: {
        ...reference,
        votes: ({ votes }) => votes,
        rank: ({ rank }) => rank,
        by: ({ by }) => by(),
      },
      User: { ...reference, ...fields('score') },
    },
  },
};

const membersOf = (type: string) => (type === 'Media' ? ['Book', 'Film', 'Song'] : []);

describe.each(planners.flatMap((planner) => seeds(graphs).map((seed) => ({ planner, seed }))))(
  'rules at random, $seed, planned by $planner',
  ({ planner, seed }) => {
    const random = createRandom(seed * 1_000);
    const { definitions, denies } = withRandomRules(plain, { random, membersOf });
    const running = useGraph(() => composeGraph(definitions), planner);
    let schema: GraphQLSchema;
    beforeAll(async () => {
      schema = buildClientSchema((await ask(running(), getIntrospectionQuery())).data as never);
    });

    test.each(Array.from({ length: operations }, (_, index) => index))(
      'deny what resolvers would, and nothing else: %i',
      async (index) => {
        const operation = randomOperation(schema, createRandom(seed * 1_000 + index));
        for (const caller of callers) {
          resolved.clear();
          const answer = await ask(running(), operation, caller);
          const alone = await answerAlone(schema, operation, (it) => denies(it, caller));
          expect(JSON.stringify(answer), `${JSON.stringify(caller)} ${operation}`).toBe(
            JSON.stringify(alone),
          );
          for (const coordinate of resolved) {
            const [type = ''] = coordinate.split('.');
            expect([coordinate, denies(coordinate, caller) || denies(type, caller)]).toEqual([
              coordinate,
              false,
            ]);
          }
        }
      },
    );
  },
);

async function ask(
  { server }: Graph,
  query: string,
  caller?: Caller,
): Promise<{ errors?: unknown; data?: unknown }> {
  const { body } = await server.executeOperation(
    { query, variables: VARIABLES },
    { contextValue: { caller } },
  );
  if (body.kind !== 'single') throw new Error('Expected a single result.');
  const { data, errors } = body.singleResult;
  return {
    ...(errors && { errors: errors.map(({ path, extensions }) => [path, extensions?.code]) }),
    data,
  };
}

/** What graphql-js makes of the operation where one schema has all the data, and what is denied throws. */
async function answerAlone(
  schema: GraphQLSchema,
  operation: string,
  denies: (coordinate: string) => boolean,
): Promise<unknown> {
  const fieldResolver: GraphQLFieldResolver<Known, unknown> = (source, _args, _context, info) => {
    const { parentType, fieldName, returnType } = info;
    const type = getNamedType(returnType);
    const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
    const isDenied =
      denies(parentType.name) ||
      denies(`${parentType.name}.${fieldName}`) ||
      possible.every(({ name }: Pick<GraphQLObjectType, 'name'>) => denies(name));
    if (isDenied) throw new Error('denied');
    return knownAs(source, fieldName);
  };
  const typeResolver: GraphQLTypeResolver<Known, unknown> = ({ kind }) => {
    if (denies(String(kind))) throw new Error('denied');
    return String(kind);
  };
  const { data, errors } = await execute({
    ...{ schema, document: parse(operation), rootValue: roots, variableValues: VARIABLES },
    ...{ fieldResolver, typeResolver },
  });
  const told = errors?.map(({ path }) => [path, 'UNAUTHORIZED_FIELD_OR_TYPE']);
  return { ...(told && { errors: told }), data };
}
