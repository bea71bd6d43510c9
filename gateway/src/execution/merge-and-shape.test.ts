import {
  buildSchema,
  type DocumentNode,
  executeSync,
  type GraphQLError,
  type GraphQLOutputType,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import { expect, test } from 'vitest';
import { type Data, isData, setOwn } from './data.ts';
import { mergeData } from './merge-data.ts';
import { createOperationShape } from './shape/shape-operation.ts';
import { createTypeConditions } from './type-conditions.ts';

const SDL = `
  type Query {
    me: Person
    people: [Person!]
    grid: [[Person]!]
    all: [Media!]!
    any: Media
    found: Found
    count: Int!
  }
  interface Media { id: ID! title: String maker: Person! }
  type Book implements Media { id: ID! title: String maker: Person! pages: Int! }
  type Film implements Media { id: ID! title: String maker: Person! score: Float }
  type Person {
    id: ID!
    name: String
    isGlad: Boolean!
    mood: Mood
    home: Place
    friends: [Person!]!
    tags: [String!]
  }
  type Place { city: String! street: String }
  union Found = Book | Person
  enum Mood { GLAD SAD }
`;
const schema = buildSchema(SDL);
const matches = createTypeConditions(schema);

/** Response names that the operations have for fields of other names. */
const ALIASES = [
  ...[['x', 'name'] as const, ['__proto__', 'home'] as const, ['toString', 'mood'] as const],
  ['constructor', 'friends'] as const,
];
const OPERATIONS = [
  '{ me { id name friends { id mood } home { street city } } any { __typename title } }',
  `{ people { ...P friends { ...P constructor: friends { id x: name } } } me { home { city } tags } }
   fragment P on Person { __typename toString: mood isGlad }`,
  `{ grid { id tags } any { __typename id ... on Film { score } ... on Book { pages } } }`,
  `{ any { t: __typename title maker { __proto__: home { city } id } }
     found { __typename ... on Person { x: name mood } ... on Media { id } } }`,
  '{ all { __typename id ... on Book { pages } maker { name } } count }',
].map((source) => parse(source));

test('the operations of this test are valid', () => {
  for (const document of OPERATIONS) expect(validate(schema, document)).toEqual([]);
});

test.each([0, 1, 2, 3])(
  'whatever subgraphs answer, the response is the one that graphql-js makes of it (part %i)',
  (part) => {
    const inherited = Object.getOwnPropertyNames(Object.prototype);
    for (let seed = part * 100; seed < part * 100 + 100; seed += 1) {
      const document = OPERATIONS[seed % OPERATIONS.length] as DocumentNode;
      const merged = mergedAnswers(randomOf(seed));
      const { data, errors } = respond(document, merged);
      const ofReference = respondByReference(document, merged);
      expect({ seed, data, errors }).toEqual({ seed, ...ofReference });
      expect(data === 'null' && errors.length === 0).toBe(false);
    }
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(inherited);
  },
);

test.each([
  ['lists', '[', ']'],
  ['objects', '{"friends":', '}'],
  ['objects in lists', '[{"maker":', '}]'],
])('%s nested deeper than any stack end where the operation does', (_name, open, close) => {
  const nested = `${open.repeat(20_000)}0${close.repeat(20_000)}`;
  for (const name of ['me', 'people', 'grid', 'all', 'any', 'found', 'count']) {
    const data: Data = {};
    mergeData(data, JSON.parse(`{"${name}":${nested}}`));
    for (const document of OPERATIONS) {
      expect(respond(document, data).data.length).toBeLessThan(1_000);
    }
  }
});

interface Response {
  data: string;
  /** The paths of the errors. */
  errors: readonly string[];
}

function respond(document: DocumentNode, merged: Data): Response {
  const [operation] = document.definitions as [OperationDefinitionNode];
  const errors: GraphQLError[] = [];
  const shape = createOperationShape({ schema, document, operation, matches });
  return { data: JSON.stringify(shape(merged, errors)), errors: pathsOf(errors) };
}

/** The same by the reference implementation of the specification. */
function respondByReference(document: DocumentNode, merged: Data): Response {
  const { data, errors = [] } = executeSync({
    schema: reference,
    document,
    rootValue: merged,
    fieldResolver: (source, _args, _context, { path }) =>
      Object.hasOwn(source, path.key) ? source[path.key] : undefined,
    typeResolver: (value, _context, { fieldNodes }) => {
      const readsAlias = fieldNodes.some(({ selectionSet }) =>
        selectionSet?.selections.some(
          (each) => each.kind === Kind.FIELD && each.alias?.value === 't',
        ),
      );
      const { __typename, t } = isData(value) ? value : {};
      return (__typename === undefined && readsAlias ? t : __typename) as string;
    },
  });
  return { data: JSON.stringify(data), errors: pathsOf(errors) };
}

/** An object without a valid type may be told of at its type name, or at itself. */
function pathsOf(errors: readonly GraphQLError[]): readonly string[] {
  return errors.map(({ path = [] }) => path.join('.').replace(/\.(__typename|t)$/, ''));
}

/** Refuses what is no object where there must be one; by itself graphql-js takes any value. */
const reference = buildSchema(SDL);
for (const type of Object.values(reference.getTypeMap())) {
  if (isObjectType(type) && !type.name.startsWith('__')) type.isTypeOf = isData;
}

/** A number below a limit. */
type Random = (limit: number) => number;

/** Mulberry32: the same numbers for the same seed. */
function randomOf(seed: number): Random {
  let state = seed * 0x9e3779b9;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/** What one to three subgraphs answered, merged. */
function mergedAnswers(random: Random): Data {
  const merged: Data = {};
  for (let count = random(3); count >= 0; count -= 1) {
    const answer = answerOf(schema.getType('Query') as GraphQLOutputType, random, 4);
    if (isData(answer)) mergeData(merged, JSON.parse(JSON.stringify(answer)));
  }
  return merged;
}

/** A value of a type, as a subgraph would answer it; now and then something else. */
function answerOf(type: GraphQLOutputType, random: Random, levels: number): unknown {
  if (random(40) === 0) return garbage(random, levels);
  if (isNonNullType(type)) return answerOf(type.ofType, random, levels);
  if (random(12) === 0) return null;
  if (isListType(type)) {
    return Array.from({ length: random(4) }, () => answerOf(type.ofType, random, levels - 1));
  }
  if (isEnumType(type)) return pick(['GLAD', 'SAD', 'GLAD', 'SAD', 'ANGRY'], random);
  if (isLeafType(type)) return LEAVES[type.name as keyof typeof LEAVES];
  const object = isAbstractType(type) ? pick(schema.getPossibleTypes(type), random) : type;
  const data: Data = {};
  if (random(15) > 0) data.__typename = object.name;
  if (random(5) > 0) data.t = object.name;
  if (levels < 0) return data;
  for (const { name, type: fieldType } of Object.values(object.getFields())) {
    const names = [name, ...ALIASES.flatMap(([alias, of]) => (of === name ? [alias] : []))];
    for (const key of names) {
      if (random(15) > 0) setOwn(data, key, answerOf(fieldType, random, levels - 1));
    }
  }
  if (random(5) === 0) setOwn(data, pick(KEYS, random), garbage(random, levels));
  return data;
}

const LEAVES = { ID: '', Int: 0, Float: 0.5, Boolean: false, String: 'a' };
const KEYS = ['__proto__', 'constructor', 'toString', 'length', '__typename', 'id', 'name', '0'];

function garbage(random: Random, levels: number): unknown {
  const plain = [null, 0, '', false, true, -1.5, 1e20, 'x', 'Person', '__proto__', {}, []];
  if (levels < 0 || random(2) === 0) return pick(plain, random);
  if (random(2) === 0) {
    return Array.from({ length: random(4) }, () => garbage(random, levels - 1));
  }
  const data: Data = {};
  for (let count = random(4); count > 0; count -= 1) {
    setOwn(data, pick(KEYS, random), garbage(random, levels - 1));
  }
  return data;
}

function pick<V>(values: readonly V[], random: Random): V {
  return values[random(values.length)] as V;
}
