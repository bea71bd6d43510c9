import { describe, expect } from 'vitest';
import { runCases } from './run-cases.ts';

describe('entities that do not resolve', () => {
  runCases(
    {
      teams: {
        typeDefs: `type Query { team: Team! teams: [Team!]! strict: Strict loose: [Strict] }
          type Team { name: String! lead: Person members: [Person] }
          type Strict { lead: Person! members: [Person!]! all: [Person!] }
          type Person @key(fields: "id") { id: ID! }`,
        resolvers: {
          Query: {
            team: () => ({ name: 'A', lead: { id: 'gone' }, members: people('1', 'gone', '2') }),
            teams: () => [
              { name: 'A', lead: null, members: [{ id: '1' }, null] },
              { name: 'B', lead: { id: '2' }, members: null },
            ],
            strict: () => strict('1', 'gone'),
            loose: () => [strict('1', '2'), null, strict('gone')],
          },
        },
      },
      people: {
        typeDefs: `type Person @key(fields: "id") { id: ID! name: String! nick: String }`,
        resolvers: {
          Person: {
            __resolveReference: ({ id }) => (id === 'gone' ? null : { id }),
            name: ({ id }) => `Person ${id}`,
            nick: () => null,
          },
        },
      },
    },
    [
      {
        name: 'are null where a field of theirs must not be, and cost no others',
        operation: '{ team { name lead { id name } members { name } } }',
        expected: {
          data: {
            team: {
              name: 'A',
              lead: null,
              members: [{ name: 'Person 1' }, null, { name: 'Person 2' }],
            },
          },
          errors: [
            { path: ['team', 'lead', 'name'], code: 'SUBGRAPH_BAD_RESPONSE' },
            { path: ['team', 'members', 1, 'name'], code: 'SUBGRAPH_BAD_RESPONSE' },
          ],
        },
        requests: { hive: 2, apollo: 3 },
      },
      {
        name: 'keep what is known of them where their fields may be null',
        operation: '{ team { lead { id nick } members { id nick } } }',
        expected: {
          data: {
            team: {
              lead: { id: 'gone', nick: null },
              members: [
                { id: '1', nick: null },
                { id: 'gone', nick: null },
                { id: '2', nick: null },
              ],
            },
          },
        },
        requests: { hive: 2, apollo: 3 },
      },
      {
        name: 'take the nearest parent that may be null with them',
        operation: '{ strict { lead { id } members { name } } }',
        expected: {
          data: { strict: null },
          errors: [{ path: ['strict', 'members', 1, 'name'], code: 'SUBGRAPH_BAD_RESPONSE' }],
        },
        requests: 2,
      },
      {
        name: 'take the list with them, where only that may be null',
        operation: '{ strict { lead { name } all { name } } }',
        expected: {
          data: { strict: { lead: { name: 'Person 1' }, all: null } },
          errors: [{ path: ['strict', 'all', 1, 'name'], code: 'SUBGRAPH_BAD_RESPONSE' }],
        },
        requests: { hive: 2, apollo: 3 },
      },
      {
        name: 'cost one item of a list of nullable objects',
        operation: '{ loose { members { name } } }',
        expected: {
          data: {
            loose: [{ members: [{ name: 'Person 1' }, { name: 'Person 2' }] }, null, null],
          },
          errors: [{ path: ['loose', 2, 'members', 0, 'name'], code: 'SUBGRAPH_BAD_RESPONSE' }],
        },
        requests: 2,
      },
      {
        name: 'are not asked for where there is null instead of them',
        operation: '{ teams { lead { name } members { name } name } }',
        expected: {
          data: {
            teams: [
              { lead: null, members: [{ name: 'Person 1' }, null], name: 'A' },
              { lead: { name: 'Person 2' }, members: null, name: 'B' },
            ],
          },
        },
        requests: { hive: 2, apollo: 3 },
      },
    ],
  );
});

describe('keys that are null', () => {
  runCases(
    {
      tickets: {
        typeDefs: `type Query { tickets: [Ticket!]! }
          type Ticket { seat: Seat }
          type Seat @key(fields: "row number") { row: String number: Int }`,
        resolvers: {
          Query: {
            tickets: () => [
              { seat: { row: null, number: 0 } },
              { seat: null },
              { seat: { row: '', number: 3 } },
            ],
          },
        },
      },
      hall: {
        typeDefs: 'type Seat @key(fields: "row number") { row: String number: Int view: String }',
        resolvers: { Seat: { view: ({ row, number }) => `${row}/${number}` } },
      },
    },
    [
      {
        name: 'are values as falsy ones are',
        operation: '{ tickets { seat { row view } } }',
        expected: {
          data: {
            tickets: [
              { seat: { row: null, view: 'null/0' } },
              { seat: null },
              { seat: { row: '', view: '/3' } },
            ],
          },
        },
        requests: 2,
        sent: (requests) =>
          expect(requests[1]?.variables).toEqual({
            representations: [
              { __typename: 'Seat', row: null, number: 0 },
              { __typename: 'Seat', row: '', number: 3 },
            ],
          }),
      },
    ],
  );
});

describe('a list of nothing but nulls', () => {
  runCases(
    {
      empty: {
        typeDefs: `type Query { nothing: [Thing] none: [Thing!]! no: Thing }
          type Thing @key(fields: "id") { id: ID! }`,
        resolvers: {
          Query: { nothing: () => [null, null], none: () => [], no: () => null },
        },
      },
      things: {
        typeDefs: 'type Thing @key(fields: "id") { id: ID! name: String! }',
        resolvers: { Thing: { name: ({ id }) => id } },
      },
    },
    [
      {
        name: 'needs no request for entities',
        operation: '{ nothing { name } none { name } no { name } }',
        expected: { data: { nothing: [null, null], none: [], no: null } },
        requests: 1,
      },
    ],
  );
});

function people(...ids: string[]) {
  return ids.map((id) => ({ id }));
}

function strict(...ids: string[]) {
  return { lead: { id: '1' }, members: people(...ids), all: people(...ids) };
}
