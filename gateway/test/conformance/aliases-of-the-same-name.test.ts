import { describe } from 'vitest';
import { runCases } from './run-cases.ts';

describe('an alias that is the name of its own field', () => {
  runCases(
    {
      people: {
        typeDefs: `type Query { me: Person! }
          type Person @key(fields: "id") { id: ID! name: String! best: Person }`,
        resolvers: {
          Query: { me: () => ({ id: '1', name: 'Ada', best: { id: '2', name: 'Bo' } }) },
        },
      },
      badges: {
        typeDefs: `type Person @key(fields: "id") {
          id: ID! name: String! @external badge: String! @requires(fields: "name") }`,
        resolvers: { Person: { badge: ({ name }) => `<${name}>` } },
      },
    },
    [
      {
        name: 'is none: the selections are merged',
        operation: '{ me { best: best { badge } best { name id: id id } name: name name } }',
        expected: { data: { me: { best: { badge: '<Bo>', name: 'Bo', id: '2' }, name: 'Ada' } } },
        requests: 2,
      },
      {
        name: 'is none at the root either',
        operation: '{ me: me { name } me { badge __typename: __typename } }',
        expected: { data: { me: { name: 'Ada', badge: '<Ada>', __typename: 'Person' } } },
        requests: 2,
      },
    ],
  );
});
