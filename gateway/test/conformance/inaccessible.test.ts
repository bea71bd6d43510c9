import { describe } from 'vitest';
import { runCases } from './run-cases.ts';

describe('what is inaccessible', () => {
  runCases(
    {
      staff: {
        typeDefs: `type Query { employee(of: Filter): Employee secret: String @inaccessible
            mood: Mood anyone: [Person!]! }
          interface Person { name: String! }
          type Employee implements Person @key(fields: "id") @key(fields: "badge") {
            id: ID! badge: String! @inaccessible name: String! boss: Boss @inaccessible }
          type Boss implements Person @inaccessible { name: String! rank: Int }
          input Filter { name: String hidden: Int @inaccessible }
          enum Mood { GOOD BAD @inaccessible }`,
        resolvers: {
          Person: { __resolveType: ({ rank }) => (rank === undefined ? 'Employee' : 'Boss') },
          Query: {
            employee: () => ({ id: '1', badge: '', name: 'Ada' }),
            mood: () => 'BAD',
            anyone: () => [{ name: 'Ada', id: '1', badge: '' }],
          },
        },
      },
      doors: {
        typeDefs: `type Employee @key(fields: "badge") { badge: String! @inaccessible opens: Int! }`,
        resolvers: { Employee: { opens: ({ badge }) => badge.length } },
      },
    },
    [
      {
        name: 'may still be the key by which an entity is found',
        operation: '{ employee { opens name } }',
        expected: { data: { employee: { opens: 0, name: 'Ada' } } },
        requests: 2,
      },
      {
        name: 'cannot be selected as a field',
        operation: '{ employee { badge } }',
        expected: {
          errors: [{ code: 'GRAPHQL_VALIDATION_FAILED', message: 'Cannot query field "badge"' }],
        },
        requests: 0,
      },
      {
        name: 'cannot be selected at the root',
        operation: '{ secret }',
        expected: { errors: [{ code: 'GRAPHQL_VALIDATION_FAILED', message: '"secret"' }] },
        requests: 0,
      },
      {
        name: 'cannot be the condition of a fragment',
        operation: '{ anyone { ... on Boss { name } } }',
        expected: { errors: [{ code: 'GRAPHQL_VALIDATION_FAILED', message: '"Boss"' }] },
        requests: 0,
      },
      {
        name: 'cannot be given in an input object',
        operation: 'query ($of: Filter) { employee(of: $of) { name } }',
        variables: { of: { hidden: 1 } },
        expected: { errors: [{ code: 'BAD_USER_INPUT', message: '"hidden"' }] },
        requests: 0,
      },
      {
        name: 'is not told as the value of an enum',
        operation: '{ mood }',
        expected: {
          data: { mood: null },
          errors: [{ path: ['mood'], code: 'SUBGRAPH_BAD_RESPONSE' }],
        },
        requests: 1,
      },
      {
        name: 'is not seen by introspection',
        operation: `{ __type(name: "Employee") { fields { name } }
          boss: __type(name: "Boss") { name }
          mood: __type(name: "Mood") { enumValues { name } }
          filter: __type(name: "Filter") { inputFields { name } }
          person: __type(name: "Person") { possibleTypes { name } } }`,
        expected: {
          data: {
            __type: { fields: [{ name: 'opens' }, { name: 'id' }, { name: 'name' }] },
            boss: null,
            mood: { enumValues: [{ name: 'GOOD' }] },
            filter: { inputFields: [{ name: 'name' }] },
            person: { possibleTypes: [{ name: 'Employee' }] },
          },
        },
        requests: 0,
      },
    ],
  );
});
