import { describe } from 'vitest';
import { runCases } from './run-cases.ts';

describe('introspection and type names', () => {
  runCases(
    {
      pets: {
        typeDefs: `type Query { pet: Pet pets: [Animal!]! }
          interface Animal { id: ID! }
          "Barks." type Pet implements Animal @key(fields: "id") { id: ID! name: String }
          union Any = Pet`,
        resolvers: {
          Animal: { __resolveType: () => 'Pet' },
          Query: { pet: () => ({ id: '1', name: null }), pets: () => [{ id: '1' }, { id: '2' }] },
        },
      },
      vets: {
        typeDefs: `type Pet @key(fields: "id") { id: ID! visits: [Visit!]! }
          type Visit { year: Int! }`,
        resolvers: { Pet: { visits: () => [{ year: 0 }] } },
      },
    },
    [
      {
        name: 'stand beside data, in the order asked for',
        operation: `{ a: __typename pet { __typename visits { __typename year } }
          __type(name: "Pet") { description kind } __typename __schema { queryType { name } } }`,
        expected: {
          data: {
            a: 'Query',
            pet: { __typename: 'Pet', visits: [{ __typename: 'Visit', year: 0 }] },
            __type: { description: 'Barks.', kind: 'OBJECT' },
            __typename: 'Query',
            __schema: { queryType: { name: 'Query' } },
          },
        },
        requests: 2,
      },
      {
        name: 'need no subgraph by themselves',
        operation: `{ __typename none: __type(name: "Nope") { name }
          __schema { types @skip(if: true) { name } mutationType { name } } }`,
        expected: {
          data: { __typename: 'Query', none: null, __schema: { mutationType: null } },
        },
        requests: 0,
      },
      {
        name: 'know nothing of federation itself',
        operation: `{ entity: __type(name: "_Entity") { name } any: __type(name: "_Any") { name }
          service: __type(name: "_Service") { name } graph: __type(name: "join__Graph") { name }
          __type(name: "Query") { fields { name } } }`,
        expected: {
          data: {
            entity: null,
            any: null,
            service: null,
            graph: null,
            __type: { fields: [{ name: 'pet' }, { name: 'pets' }] },
          },
        },
        requests: 0,
      },
      {
        name: 'stand in fragments and take variables, with data',
        operation: `query ($name: String!, $no: Boolean!) { ...Root ... on Query { pets { ...A } } }
          fragment Root on Query { type: __type(name: $name) { name fields @include(if: $no) { name } }
            ... @skip(if: $no) { __typename } }
          fragment A on Animal { __typename ... on Pet { id kind: __typename } }`,
        variables: { name: 'Visit', no: false },
        expected: {
          data: {
            type: { name: 'Visit' },
            __typename: 'Query',
            pets: [
              { __typename: 'Pet', id: '1', kind: 'Pet' },
              { __typename: 'Pet', id: '2', kind: 'Pet' },
            ],
          },
        },
        requests: 1,
      },
      {
        name: 'do not let a subgraph be asked for what it does not tell clients',
        operation: '{ _service { sdl } }',
        expected: { errors: [{ code: 'GRAPHQL_VALIDATION_FAILED', message: '"_service"' }] },
        requests: 0,
      },
      {
        name: 'tell the type of an object of which nothing else is wanted',
        operation: '{ pet { __typename } pets { __typename } }',
        expected: {
          data: {
            pet: { __typename: 'Pet' },
            pets: [{ __typename: 'Pet' }, { __typename: 'Pet' }],
          },
        },
        requests: 1,
      },
    ],
  );
});
