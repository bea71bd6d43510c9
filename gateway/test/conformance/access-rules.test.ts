import { describe } from 'vitest';
import { denied, neverAsking } from './denied.ts';
import { runCases } from './run-cases.ts';

describe('a field with a rule of its own', () => {
  const people = [
    { id: '1', name: 'Ada', email: 'ada@test', salary: 1, notes: ['a'] },
    { id: '2', name: 'Bob', email: '', salary: 0, notes: [] },
  ];
  runCases(
    {
      people: {
        typeDefs: `type Query { people: [Person!]! me: Person @authenticated count: Int }
          type Mutation { rename(id: ID!): Person @requiresScopes(scopes: [["write"]]) touch: Int! }
          type Person @key(fields: "id") { id: ID! name: String
            email: String @authenticated
            salary: Int! @requiresScopes(scopes: [["money", "people"], ["admin"]])
            notes: [String!] @policy(policies: [["staff"]])
            friend: Person }`,
        resolvers: {
          Query: { people: () => people, me: () => people[0], count: () => 2 },
          Mutation: { rename: () => people[1], touch: () => 7 },
          Person: { friend: ({ id }) => people[id === '1' ? 1 : 0] },
        },
      },
      reviews: {
        typeDefs: `type Person @key(fields: "id") { id: ID!
          reviews: [String!] @authenticated @requiresScopes(scopes: [["reviews"]]) }`,
        resolvers: { Person: { reviews: ({ id }) => [`by ${id}`] } },
      },
    },
    [
      {
        name: 'is null with an error in each place, and its siblings are there',
        operation: '{ people { name email } count }',
        expected: {
          data: {
            people: [
              { name: 'Ada', email: null },
              { name: 'Bob', email: null },
            ],
            count: 2,
          },
          errors: [denied('people', 0, 'email'), denied('people', 1, 'email')],
        },
        requests: 1,
        sent: neverAsking('email'),
      },
      {
        name: 'is there for who meets the rule',
        operation: '{ people { name email } }',
        caller: {},
        expected: {
          data: {
            people: [
              { name: 'Ada', email: 'ada@test' },
              { name: 'Bob', email: '' },
            ],
          },
        },
        requests: 1,
      },
      {
        name: 'is told by the name that the client gave it',
        operation: '{ all: people { mail: email } }',
        expected: {
          data: { all: [{ mail: null }, { mail: null }] },
          errors: [denied('all', 0, 'mail'), denied('all', 1, 'mail')],
        },
        requests: 1,
        sent: neverAsking('email', 'mail'),
      },
      {
        name: 'at the root leaves nothing to ask for',
        operation: '{ me { name email } }',
        expected: { data: { me: null }, errors: [denied('me')] },
        requests: 0,
      },
      {
        name: 'that must not be null takes its parent with it, and no sibling of that',
        operation: '{ count people { friend { name salary } name } }',
        caller: { scopes: ['money'] },
        expected: {
          data: {
            count: 2,
            people: [
              { friend: null, name: 'Ada' },
              { friend: null, name: 'Bob' },
            ],
          },
          errors: [
            denied('people', 0, 'friend', 'salary'),
            denied('people', 1, 'friend', 'salary'),
          ],
        },
        requests: 1,
        sent: neverAsking('salary'),
      },
      {
        name: 'that must not be null anywhere takes the answer with it',
        operation: '{ people { salary } }',
        expected: { data: null, errors: [denied('people', 0, 'salary')] },
        requests: 1,
        sent: neverAsking('salary'),
      },
      {
        name: 'needs all scopes of one of the lists: the first',
        operation: '{ people { salary } }',
        caller: { scopes: ['people', 'money'] },
        expected: { data: { people: [{ salary: 1 }, { salary: 0 }] } },
        requests: 1,
      },
      {
        name: 'needs all scopes of one of the lists: the second',
        operation: '{ people { salary } }',
        caller: { scopes: ['admin'] },
        expected: { data: { people: [{ salary: 1 }, { salary: 0 }] } },
        requests: 1,
      },
      {
        name: 'needs the policy to be satisfied',
        operation: '{ people { notes } }',
        caller: { policies: ['staff'] },
        expected: { data: { people: [{ notes: ['a'] }, { notes: [] }] } },
        requests: 1,
      },
      {
        name: 'is denied where the policy is not, whatever the scopes',
        operation: '{ people { notes } }',
        caller: { scopes: ['staff'] },
        expected: {
          data: { people: [{ notes: null }, { notes: null }] },
          errors: [denied('people', 0, 'notes'), denied('people', 1, 'notes')],
        },
        requests: 1,
        sent: neverAsking('notes'),
      },
      {
        name: 'with two rules needs both, and the subgraph that has it is not asked',
        operation: '{ people { id reviews } }',
        caller: { scopes: ['other'] },
        expected: {
          data: {
            people: [
              { id: '1', reviews: null },
              { id: '2', reviews: null },
            ],
          },
          errors: [denied('people', 0, 'reviews'), denied('people', 1, 'reviews')],
        },
        requests: 1,
        sent: neverAsking('reviews'),
      },
      {
        name: 'is left out of fragments, named and not',
        operation: `{ people { ...P ... { mail: email } ... on Person { name } } }
          fragment P on Person { id email ...Q } fragment Q on Person { email }`,
        expected: {
          data: {
            people: [
              { id: '1', email: null, mail: null, name: 'Ada' },
              { id: '2', email: null, mail: null, name: 'Bob' },
            ],
          },
          errors: [0, 1].flatMap((n) => [
            denied('people', n, 'email'),
            denied('people', n, 'mail'),
          ]),
        },
        requests: 1,
        sent: neverAsking('email', 'mail'),
      },
      {
        name: 'is not missed where it is left out by a condition',
        operation: `query ($no: Boolean!) { people { name email @include(if: $no)
          ... @skip(if: true) { email } notes @skip(if: $no) } }`,
        variables: { no: false },
        caller: { policies: ['staff'] },
        expected: {
          data: {
            people: [
              { name: 'Ada', notes: ['a'] },
              { name: 'Bob', notes: [] },
            ],
          },
        },
        requests: 1,
      },
      {
        name: 'is denied where a condition lets it in',
        operation: 'query ($yes: Boolean!) { people { name email @include(if: $yes) } }',
        variables: { yes: true },
        expected: {
          data: {
            people: [
              { name: 'Ada', email: null },
              { name: 'Bob', email: null },
            ],
          },
          errors: [denied('people', 0, 'email'), denied('people', 1, 'email')],
        },
        requests: 1,
        sent: neverAsking('email'),
      },
      {
        name: 'leaves an object behind, of which nothing else was asked for',
        operation: '{ people { email friend { email } t: __typename } }',
        expected: {
          data: {
            people: [
              { email: null, friend: { email: null }, t: 'Person' },
              { email: null, friend: { email: null }, t: 'Person' },
            ],
          },
          errors: [0, 1].flatMap((n) => [
            denied('people', n, 'email'),
            denied('people', n, 'friend', 'email'),
          ]),
        },
        requests: 1,
        sent: neverAsking('email'),
      },
      {
        name: 'of a mutation is not executed; others are',
        operation: 'mutation { rename(id: "1") { name } touch }',
        caller: {},
        expected: { data: { rename: null, touch: 7 }, errors: [denied('rename')] },
        requests: 1,
        sent: neverAsking('rename'),
      },
      {
        name: 'of a mutation is executed for who may',
        operation: 'mutation { rename(id: "1") { name email } touch }',
        caller: { scopes: ['write'] },
        expected: { data: { rename: { name: 'Bob', email: '' }, touch: 7 } },
        requests: 1,
      },
      {
        name: 'is in the schema for everyone',
        operation: '{ __type(name: "Person") { fields { name } } me { name } __typename }',
        expected: {
          data: {
            __type: {
              fields: ['id', 'name', 'email', 'salary', 'notes', 'friend', 'reviews'].map(
                (name) => ({
                  name,
                }),
              ),
            },
            me: null,
            __typename: 'Query',
          },
          errors: [denied('me')],
        },
        requests: 0,
      },
      {
        name: 'beside a subgraph that fails is told for itself',
        operation: '{ people { name email } count }',
        answers: { people: () => ({ data: null, errors: [{ message: 'Down.' }] }) },
        expected: {
          data: null,
          errors: [
            { path: ['people'], code: 'SUBGRAPH_ERROR' },
            { path: ['count'], code: 'SUBGRAPH_ERROR' },
          ],
        },
        requests: 1,
        sent: neverAsking('email'),
      },
    ],
  );
});
