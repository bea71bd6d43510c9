import { buildSchema, type GraphQLError, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { createTypeConditions } from '../type-conditions.ts';
import { createOperationShape } from './shape-operation.ts';

const schema = buildSchema(`
  type Query {
    me: Person
    self: Person!
    people: [Person]
    everyone: [Person!]!
    grid: [[Person!]]
    strict: [[Person!]!]!
    any: Media
    all: [Media]
    found: [Found]
    node: Node
    count: Int
    constructor: String
    toString: String
    valueOf: Query
  }
  type Mutation { rename: Person }
  interface Node { id: ID }
  interface Media implements Node { id: ID title: String! maker: Person }
  type Book implements Media & Node { id: ID title: String! maker: Person pages: Int }
  type Film implements Media & Node { id: ID title: String! maker: Person minutes: Int! }
  type Person implements Node {
    id: ID
    name: String
    first: String!
    mood: Mood
    friend: Person
    best: Person!
    friends: [Person!]
    names: [String!]
    tags: [String]
    home: Place
  }
  type Place { city: String street: String }
  union Found = Book | Person
  enum Mood { GLAD SAD }
`);
const matches = createTypeConditions(schema);

/** What the client gets of JSON that subgraphs answered. */
function respond(source: string, json: string, known: GraphQLError[] = []) {
  const document = parse(source);
  const operation = document.definitions.find(
    ({ kind }) => kind === Kind.OPERATION_DEFINITION,
  ) as OperationDefinitionNode;
  const shape = createOperationShape({ schema, document, operation, matches });
  const errors = [...known];
  const data = shape(JSON.parse(json), errors);
  return {
    // As text, for the order of the fields; and as it is sent.
    text: JSON.stringify(data),
    errors: errors.map(({ message, path, extensions }) => ({ message, path, ...extensions })),
  };
}

const fault = (path: (string | number)[], message: string) => ({
  ...{ path, message },
  code: 'SUBGRAPH_BAD_RESPONSE',
});
const isNull = (place: string, ...path: (string | number)[]) =>
  fault(path, `Cannot return null for non-nullable field ${place}.`);

/** A name, the operation, what subgraphs answered, and what the client gets. */
type Row = [name: string, source: string, answered: string, text: string];
/** With the faults that are told. */
type FaultyRow = [...row: Row, ...faults: ReturnType<typeof fault>[]];

describe('a response', () => {
  test.each<Row>([
    [
      'has its fields in the order of the operation',
      '{ me { name id } count }',
      '{"count":1,"me":{"id":"1","name":"Ada"}}',
      '{"me":{"name":"Ada","id":"1"},"count":1}',
    ],
    [
      'is what was answered when that is just what was asked for',
      '{ count me { id name } }',
      '{"count":1,"me":{"id":"1","name":"Ada"}}',
      '{"count":1,"me":{"id":"1","name":"Ada"}}',
    ],
    [
      'has only what was asked for',
      '{ me { name } }',
      '{"me":{"__typename":"Person","id":"1","name":"Ada"},"people":[]}',
      '{"me":{"name":"Ada"}}',
    ],
    [
      'has null for what was not answered',
      '{ count me { name id } }',
      '{"me":{"id":"1"}}',
      '{"count":null,"me":{"name":null,"id":"1"}}',
    ],
    ['has null for a root nobody answered', '{ me { name } }', '{}', '{"me":null}'],
    [
      'keeps 0, "", false and empty lists',
      '{ count me { id name tags friends { id } } }',
      '{"count":0,"me":{"id":"","name":"","tags":["",null],"friends":[]}}',
      '{"count":0,"me":{"id":"","name":"","tags":["",null],"friends":[]}}',
    ],
    [
      'has what each alias asks for',
      '{ a: me { x: name y: id } b: me { id: name } }',
      '{"a":{"x":"Ada","y":"1"},"b":{"id":"Grace"}}',
      '{"a":{"x":"Ada","y":"1"},"b":{"id":"Grace"}}',
    ],
    [
      'merges the selections of one response name, in the order of the first',
      '{ me { home { city } } count me { name home { street } } }',
      '{"count":1,"me":{"name":"Ada","home":{"street":"b","city":"a"}}}',
      '{"me":{"home":{"city":"a","street":"b"},"name":"Ada"},"count":1}',
    ],
    [
      'merges the selections of fields, inline fragments and named ones',
      '{ me { id ...F ... { home { city } } ... on Node { id } } } fragment F on Person { name home { street } }',
      '{"me":{"id":"1","name":"Ada","home":{"city":"a","street":"b"}}}',
      '{"me":{"id":"1","name":"Ada","home":{"street":"b","city":"a"}}}',
    ],
    [
      'has a list in a list as it is',
      '{ grid { id } }',
      '{"grid":[[{"id":"1","x":0}],[],null,[{"id":"2"}]]}',
      '{"grid":[[{"id":"1"}],[],null,[{"id":"2"}]]}',
    ],
    [
      'coerces numbers and Booleans as the specification lets it',
      '{ count me { id name } }',
      '{"count":true,"me":{"id":7,"name":true}}',
      '{"count":1,"me":{"id":"7","name":"true"}}',
    ],
  ])('%s', (_name, source, answered, text) => {
    expect(respond(source, answered)).toEqual({ text, errors: [] });
  });

  test('of a mutation has the fields of the mutation type', () => {
    expect(
      respond('mutation { __typename rename { name } }', '{"rename":{"name":"Ada"}}').text,
    ).toBe('{"__typename":"Mutation","rename":{"name":"Ada"}}');
  });

  test('does not take the data that it is made of apart', () => {
    const document = parse('{ me { name ...F } people { id } } fragment F on Person { id }');
    const [operation] = document.definitions as [OperationDefinitionNode];
    const shape = createOperationShape({ schema, document, operation, matches });
    const data = { me: { id: '1', name: 5 }, people: [{ id: 1, x: 1 }], rest: [1] };
    const before = structuredClone(data);
    const first = shape(data, []);
    expect(data).toEqual(before);
    expect(shape(data, [])).toEqual(first);
  });
});

describe('a type name', () => {
  test.each<Row>([
    ['of the root is the gateway’s to say', '{ __typename }', '{}', '{"__typename":"Query"}'],
    [
      'of the root is not what a subgraph calls it',
      '{ __typename x: __typename count }',
      '{"__typename":"RootQuery","x":"RootQuery","count":1}',
      '{"__typename":"Query","x":"Query","count":1}',
    ],
    [
      'of an object type is known without asking',
      '{ me { t: __typename __typename name } }',
      '{"me":{"name":"Ada"}}',
      '{"me":{"t":"Person","__typename":"Person","name":"Ada"}}',
    ],
    [
      'tells the members of an interface apart',
      '{ all { __typename title ... on Book { pages } ... on Film { minutes } } }',
      '{"all":[{"__typename":"Film","title":"a","minutes":0},{"__typename":"Book","title":"b","pages":1}]}',
      '{"all":[{"__typename":"Film","title":"a","minutes":0},{"__typename":"Book","title":"b","pages":1}]}',
    ],
    [
      'need not be asked for by the client',
      '{ all { ... on Book { pages } } }',
      '{"all":[{"__typename":"Film"},{"__typename":"Book","pages":1}]}',
      '{"all":[{},{"pages":1}]}',
    ],
    [
      'is also known by an alias of it',
      '{ all { t: __typename ... on Book { pages } } }',
      '{"all":[{"t":"Film"},{"t":"Book","pages":1}]}',
      '{"all":[{"t":"Film"},{"t":"Book","pages":1}]}',
    ],
    [
      'is also known by an alias of it inside a fragment on the type itself',
      '{ all { ... on Media { t: __typename } ... on Book { pages } } }',
      '{"all":[{"t":"Film"},{"t":"Book","pages":1}]}',
      '{"all":[{"t":"Film"},{"t":"Book","pages":1}]}',
    ],
    [
      'may have aliases inside fragments on the members',
      '{ all { ... on Film { t: __typename } ... on Book { t: __typename pages } } }',
      '{"all":[{"__typename":"Film","t":"Film"},{"__typename":"Book","t":"Book","pages":1}]}',
      '{"all":[{"t":"Film"},{"t":"Book","pages":1}]}',
    ],
    [
      'tells the members of a union apart',
      '{ found { ... on Person { name } ... on Media { title } x: __typename } }',
      '{"found":[{"__typename":"Person","name":"Ada","x":"Person"},{"__typename":"Book","title":"b","x":"Book"},null]}',
      '{"found":[{"name":"Ada","x":"Person"},{"title":"b","x":"Book"},null]}',
    ],
    [
      'may be the alias of another field where the type is no question',
      '{ me { __typename: name } }',
      '{"me":{"__typename":"Ada"}}',
      '{"me":{"__typename":"Ada"}}',
    ],
    [
      'need not be known where nothing depends on it',
      '{ any { title maker { name } } }',
      '{"any":{"title":"a","maker":{"name":"Ada"}}}',
      '{"any":{"title":"a","maker":{"name":"Ada"}}}',
    ],
    [
      'that is null is not known',
      '{ any { title ... on Book { pages } } }',
      '{"any":{"__typename":null,"title":"a"}}',
      '{"any":{"title":"a"}}',
    ],
    [
      'that is the interface’s own is an interface object, with the fields of all members',
      '{ any { title ... on Node { id } ... on Book { pages } } }',
      '{"any":{"__typename":"Media","title":"a","id":"1"}}',
      '{"any":{"title":"a","id":"1"}}',
    ],
    [
      'that is an interface’s within the interface is an interface object of it',
      '{ node { id ... on Media { title } } }',
      '{"node":{"__typename":"Media","title":"a","id":"1"}}',
      '{"node":{"id":"1","title":"a"}}',
    ],
  ])('%s', (_name, source, answered, text) => {
    expect(respond(source, answered)).toEqual({ text, errors: [] });
  });

  const invalid = (type: string, ...path: (string | number)[]) =>
    fault(path, `A subgraph gave an object of "${type}" without a valid type.`);

  test.each<FaultyRow>([
    [
      'that the schema does not know costs the object',
      '{ all { title } }',
      '{"all":[{"__typename":"Secret","title":"a"},{"__typename":"Book","title":"b"}]}',
      '{"all":[null,{"title":"b"}]}',
      invalid('Media', 'all', 0),
    ],
    [
      'that is no type’s of the interface costs the object',
      '{ any { title } count }',
      '{"any":{"__typename":"Person","title":"a"},"count":1}',
      '{"any":null,"count":1}',
      invalid('Media', 'any'),
    ],
    ...['5', '["Book"]', '{}', 'true', '""', '"__proto__"', '"Int"'].map(
      (typename): FaultyRow => [
        `${typename} costs the object`,
        '{ any { title } count }',
        `{"any":{"__typename":${typename},"title":"a"},"count":1}`,
        '{"any":null,"count":1}',
        invalid('Media', 'any'),
      ],
    ),
    [
      'that is asked for and of which only the interface is known costs the object',
      '{ any { __typename title } count }',
      '{"any":{"__typename":"Media","title":"a"},"count":1}',
      '{"any":null,"count":1}',
      fault(['any', '__typename'], 'No subgraph said which "Media" this is.'),
    ],
    [
      'that is missing though it was asked for costs the object',
      '{ found { t: __typename } count }',
      '{"found":[{},{"t":"Book"}],"count":1}',
      '{"found":[null,{"t":"Book"}],"count":1}',
      fault(['found', 0, 't'], 'No subgraph said which "Found" this is.'),
    ],
  ])('%s', (_name, source, answered, text, ...errors) => {
    expect(respond(source, answered)).toEqual({ text, errors });
  });
});

const INHERITED = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

describe.each(INHERITED)('the name %s', (name) => {
  test('is an alias like any other', () => {
    const source = `{ ${name}: me { ${name}: name id } people { ${name}: home { ${name}: city } } count }`;
    const answered = `{"count":1,"${name}":{"${name}":"Ada","id":"1"},"people":[{"${name}":{"${name}":"a"}}]}`;
    const text = `{"${name}":{"${name}":"Ada","id":"1"},"people":[{"${name}":{"${name}":"a"}}],"count":1}`;
    expect(respond(source, answered)).toEqual({ text, errors: [] });
  });

  test('is an alias like any other when all is answered as asked', () => {
    const source = `{ ${name}: me { id ${name}: name } }`;
    const answered = `{"${name}":{"id":"1","${name}":"Ada"}}`;
    expect(respond(source, answered)).toEqual({ text: answered, errors: [] });
    const numeric = `{"${name}":{"id":1,"${name}":"Ada"}}`;
    expect(respond(source, numeric)).toEqual({ text: answered, errors: [] });
    const later = respond(
      `{ ${name}: me { ${name}: name id } }`,
      `{"${name}":{"${name}":"Ada","id":1}}`,
    );
    expect(later).toEqual({ text: `{"${name}":{"${name}":"Ada","id":"1"}}`, errors: [] });
  });

  test('is an alias of a type name like any other', () => {
    const source = `{ any { ${name}: __typename ... on Book { pages } } }`;
    const answered = `{"any":{"${name}":"Book","pages":0}}`;
    expect(respond(source, answered)).toEqual({ text: answered, errors: [] });
  });

  test('is null when it was not answered', () => {
    const source = `{ ${name}: me { id } people { ${name}: name } }`;
    expect(respond(source, '{"people":[{}]}')).toEqual({
      text: `{"${name}":null,"people":[{"${name}":null}]}`,
      errors: [],
    });
  });

  test('is no value when it was not answered, where there must be one', () => {
    expect(respond(`{ me { ${name}: first } }`, '{"me":{}}')).toEqual({
      text: '{"me":null}',
      errors: [isNull('Person.first', 'me', name)],
    });
    expect(respond(`{ any { ${name}: __typename } }`, '{"any":{"title":"a"}}')).toEqual({
      text: '{"any":null}',
      errors: [fault(['any', name], 'No subgraph said which "Media" this is.')],
    });
  });

  test('is left out when it was answered without having been asked for', () => {
    const answered = `{"${name}":{"polluted":1},"me":{"${name}":{"polluted":1},"id":"1"}}`;
    expect(respond('{ me { id name } }', answered)).toEqual({
      text: '{"me":{"id":"1","name":null}}',
      errors: [],
    });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

test('fields may be called as what all objects inherit', () => {
  const source = '{ constructor toString valueOf { toString constructor } }';
  expect(respond(source, '{}').text).toBe('{"constructor":null,"toString":null,"valueOf":null}');
  const answered = '{"constructor":"","toString":"a","valueOf":{"toString":"b","constructor":"c"}}';
  expect(respond(source, answered)).toEqual({ text: answered, errors: [] });
});

describe('a null where none may be', () => {
  test.each<FaultyRow>([
    [
      'nulls the object that it is in',
      '{ me { name first } count }',
      '{"me":{"name":"a","first":null},"count":1}',
      '{"me":null,"count":1}',
      isNull('Person.first', 'me', 'first'),
    ],
    [
      'is told in the client’s names',
      '{ ego: me { x: first } }',
      '{"ego":{"x":null}}',
      '{"ego":null}',
      isNull('Person.first', 'ego', 'x'),
    ],
    [
      'that is a missing key is the same',
      '{ me { name first } count }',
      '{"me":{"name":"a"},"count":1}',
      '{"me":null,"count":1}',
      isNull('Person.first', 'me', 'first'),
    ],
    [
      'nulls the nearest parent that may be null',
      '{ me { name best { best { first } } } count }',
      '{"me":{"name":"a","best":{"best":{"first":null}}},"count":1}',
      '{"me":null,"count":1}',
      isNull('Person.first', 'me', 'best', 'best', 'first'),
    ],
    [
      'nulls no parent further out',
      '{ me { name friend { best { first } } } }',
      '{"me":{"name":"a","friend":{"best":{"first":null}}}}',
      '{"me":{"name":"a","friend":null}}',
      isNull('Person.first', 'me', 'friend', 'best', 'first'),
    ],
    [
      'nulls the item of a list',
      '{ people { first } }',
      '{"people":[{"first":"a"},{"first":null},null]}',
      '{"people":[{"first":"a"},null,null]}',
      isNull('Person.first', 'people', 1, 'first'),
    ],
    [
      'is told for each item of a list',
      '{ people { first } }',
      '{"people":[{},{"first":"a"},{}]}',
      '{"people":[null,{"first":"a"},null]}',
      isNull('Person.first', 'people', 0, 'first'),
      isNull('Person.first', 'people', 2, 'first'),
    ],
    [
      'nulls a list whose items may not be null',
      '{ me { name friends { first } } }',
      '{"me":{"name":"a","friends":[{"first":"b"},{"first":null}]}}',
      '{"me":{"name":"a","friends":null}}',
      isNull('Person.first', 'me', 'friends', 1, 'first'),
    ],
    [
      'nulls a list whose leaves may not be null',
      '{ me { names name } }',
      '{"me":{"names":["a",null],"name":"b"}}',
      '{"me":{"names":null,"name":"b"}}',
      isNull('Person.names', 'me', 'names', 1),
    ],
    [
      'nulls the whole data when nothing on the way may be null',
      '{ count everyone { best { first } } }',
      '{"count":1,"everyone":[{"best":{"first":"a"}},{"best":{"first":null}}]}',
      'null',
      isNull('Person.first', 'everyone', 1, 'best', 'first'),
    ],
    [
      'nulls the whole data at a root field',
      '{ self { id } }',
      '{}',
      'null',
      isNull('Query.self', 'self'),
    ],
    [
      'nulls the inner list alone when that may be null',
      '{ grid { first } }',
      '{"grid":[[{"first":"a"}],[{"first":"b"},{}]]}',
      '{"grid":[[{"first":"a"}],null]}',
      isNull('Person.first', 'grid', 1, 1, 'first'),
    ],
    [
      'nulls lists in lists that may not be null',
      '{ count strict { id } }',
      '{"count":1,"strict":[[{"id":"1"}],[null]]}',
      'null',
      isNull('Query.strict', 'strict', 1, 0),
    ],
    [
      'that is a list in a list is told where it is',
      '{ strict { id } }',
      '{"strict":[[],null]}',
      'null',
      isNull('Query.strict', 'strict', 1),
    ],
    [
      'in a member of an interface nulls that',
      '{ all { ... on Film { minutes } } }',
      '{"all":[{"__typename":"Film"},{"__typename":"Book"}]}',
      '{"all":[null,{}]}',
      isNull('Film.minutes', 'all', 0, 'minutes'),
    ],
  ])('%s', (_name, source, answered, text, ...errors) => {
    expect(respond(source, answered)).toEqual({ text, errors });
  });
});

describe('what is of a wrong type', () => {
  test.each<FaultyRow>([
    [
      'is null: an enum value that there is not',
      '{ me { mood name } }',
      '{"me":{"mood":"ANGRY","name":"a"}}',
      '{"me":{"mood":null,"name":"a"}}',
      fault(['me', 'mood'], 'A value is not one of the enum "Mood".'),
    ],
    [
      'is null: a fraction for an Int',
      '{ count me { name } }',
      '{"count":1.5,"me":{"name":"a"}}',
      '{"count":null,"me":{"name":"a"}}',
      fault(['count'], 'A value is no "Int".'),
    ],
    [
      'is null: an object for a String',
      '{ me { name id } }',
      '{"me":{"name":{"toString":"x"},"id":"1"}}',
      '{"me":{"name":null,"id":"1"}}',
      fault(['me', 'name'], 'A value is no "String".'),
    ],
    [
      'is null in its list',
      '{ me { tags } }',
      '{"me":{"tags":["a",["b"],"c"]}}',
      '{"me":{"tags":["a",null,"c"]}}',
      fault(['me', 'tags', 1], 'A value is no "String".'),
    ],
    [
      'is told once where it may not be null',
      '{ me { names first } count }',
      '{"me":{"names":["a"],"first":{}},"count":1}',
      '{"me":null,"count":1}',
      fault(['me', 'first'], 'A value is no "String".'),
    ],
    ...['5', '"x"', 'true', '[]', '0', '""', 'false'].map(
      (answered): FaultyRow => [
        `is null: ${answered} for an object`,
        '{ me { name } count }',
        `{"me":${answered},"count":1}`,
        '{"me":null,"count":1}',
        fault(['me'], 'What a subgraph gave for field Query.me is no object.'),
      ],
    ),
    ...['5', '"x"', 'true', '{"0":{"id":"1"},"length":1}', '0', '""', 'false'].map(
      (answered): FaultyRow => [
        `is null: ${answered} for a list`,
        '{ people { id } count }',
        `{"people":${answered},"count":1}`,
        '{"people":null,"count":1}',
        fault(['people'], 'What a subgraph gave for field Query.people is no list.'),
      ],
    ),
    [
      'is told once where a list may not be null',
      '{ everyone { id } }',
      '{"everyone":{}}',
      'null',
      fault(['everyone'], 'What a subgraph gave for field Query.everyone is no list.'),
    ],
    [
      'is told at the item of a list',
      '{ people { id } }',
      '{"people":[{"id":"1"},[{"id":"2"}]]}',
      '{"people":[{"id":"1"},null]}',
      fault(['people', 1], 'What a subgraph gave for field Query.people is no object.'),
    ],
    [
      'does not hide other faults',
      '{ me { mood } people { mood id } }',
      '{"me":{"mood":0},"people":[{"mood":"SAD","id":"1"},{"mood":[],"id":{}}]}',
      '{"me":{"mood":null},"people":[{"mood":"SAD","id":"1"},{"mood":null,"id":null}]}',
      fault(['me', 'mood'], 'A value is not one of the enum "Mood".'),
      fault(['people', 1, 'mood'], 'A value is not one of the enum "Mood".'),
      fault(['people', 1, 'id'], 'A value is no "ID".'),
    ],
  ])('%s', (_name, source, answered, text, ...errors) => {
    expect(respond(source, answered)).toEqual({ text, errors });
  });
});
