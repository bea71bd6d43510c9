import { describe } from 'vitest';
import { runCases } from './run-cases.ts';

const subgraphs = {
  people: {
    typeDefs: `type Query { people: [Person] me: Person all: [Media] }
      interface Media { title: String kind: String }
      type Book implements Media { title: String kind: String }
      type Person @key(fields: "id") { id: ID! name: String }`,
  },
  facts: {
    typeDefs: 'type Person @key(fields: "id") { id: ID! a: Int b: Int! c: [Int!]! }',
  },
};
const person = (id: unknown) => ({ __typename: 'Person', id });
const nested = (open: string, close: string) =>
  JSON.parse(`${open.repeat(50_000)}0${close.repeat(50_000)}`);

describe('what is nested deeper than any stack', () => {
  runCases(subgraphs, [
    {
      name: 'costs the list that it is in place of',
      operation: '{ people { a } me { name } }',
      answers: { people: () => ({ data: { people: nested('[', ']'), me: { name: 'Ada' } } }) },
      expected: {
        data: { people: [null], me: { name: 'Ada' } },
        errors: [
          { code: 'SUBGRAPH_BAD_RESPONSE' },
          { path: ['people', 0], code: 'SUBGRAPH_BAD_RESPONSE' },
        ],
      },
      requests: 1,
    },
    {
      name: 'costs the entity whose key it is in place of',
      operation: '{ people { a } me { name } }',
      answers: {
        people: () => ({ data: { people: [person(nested('[', ']'))], me: { name: 'Ada' } } }),
      },
      expected: {
        data: { people: [{ a: null }], me: { name: 'Ada' } },
        errors: [{ code: 'SUBGRAPH_BAD_RESPONSE' }],
      },
      requests: 1,
    },
  ]);
});

describe('a subgraph that cannot be asked for entities', () => {
  const people = () => ({ data: { people: [person('1'), person('2')] } });
  const facts = () => {
    throw new Error('Down.');
  };
  runCases(subgraphs, [
    {
      name: 'is told of by its own error alone, when several fields are asked of it',
      operation: '{ people { a b } }',
      answers: { people, facts },
      expected: {
        data: { people: [null, null] },
        errors: [{ path: ['people', 0, 'a'], code: 'SUBGRAPH_ERROR', message: 'Down.' }],
      },
      requests: 2,
    },
    {
      name: 'is told of by its own error alone, when several entities are asked of it',
      operation: '{ people { b } }',
      answers: { people, facts },
      expected: {
        data: { people: [null, null] },
        errors: [{ path: ['people', 0, 'b'], code: 'SUBGRAPH_ERROR', message: 'Down.' }],
      },
      requests: 2,
    },
  ]);
});

describe('an error of a field that the planner renamed', () => {
  runCases(
    {
      media: {
        typeDefs: `type Query { all: [Media] }
          interface Media { id: ID }
          type Book implements Media @key(fields: "id") { id: ID v: String! @shareable }
          type Film implements Media @key(fields: "id") { id: ID v: String @shareable }`,
      },
      other: {
        typeDefs: 'type Book @key(fields: "id") { id: ID v: String @shareable }',
      },
    },
    [
      {
        name: 'is told under the name that the client asked for',
        operation: '{ all { ... on Book { v } ... on Film { v } } }',
        answers: {
          media: ({ query }) => {
            const renamed = /(\w+): ?v\b/.exec(query)?.[1] ?? 'v';
            return {
              data: { all: [{ __typename: 'Film', [renamed]: null }] },
              errors: [{ message: 'No.', path: ['all', 0, renamed] }],
            };
          },
        },
        expected: {
          data: { all: [{ v: null }] },
          errors: [{ path: ['all', 0, 'v'], code: 'SUBGRAPH_ERROR' }],
        },
        requests: 1,
      },
    ],
  );
});
