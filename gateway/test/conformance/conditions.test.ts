import { describe, expect } from 'vitest';
import { type ConformanceCase, runCases } from './run-cases.ts';

const operation = `query ($yes: Boolean!, $no: Boolean!, $late: Boolean = true) {
  film {
    title @include(if: $yes)
    year @skip(if: $yes)
    ... @include(if: $no) { rating }
    ...Cast @skip(if: $no)
    score @include(if: $late)
  }
}
fragment Cast on Film { cast { name @skip(if: $no) age @include(if: $no) } }`;

function variables(yes: boolean, no: boolean, late?: boolean) {
  return { yes, no, ...(late !== undefined && { late }) };
}

describe('conditions', () => {
  runCases(
    {
      films: {
        typeDefs: `type Query { film: Film films: [Film!]! }
          type Film @key(fields: "id") { id: ID! title: String! year: Int! cast: [Person!]! }
          type Person @key(fields: "id") { id: ID! }`,
        resolvers: {
          Query: {
            film: () => ({ id: 'f', title: '', year: 0, cast: [{ id: 'p' }] }),
            films: () => ['f', 'g'].map((id) => ({ id, title: id, year: 1, cast: [] })),
          },
        },
      },
      ratings: {
        typeDefs: `type Film @key(fields: "id") { id: ID! rating: Int! score: Int! votes: [Vote!]! }
          type Vote { by: Person! }
          type Person @key(fields: "id", resolvable: false) { id: ID! }`,
        resolvers: {
          Film: { rating: () => 5, score: () => 0, votes: () => [{ by: { id: 'v' } }] },
        },
      },
      people: {
        typeDefs: 'type Person @key(fields: "id") { id: ID! name: String! age: Int! }',
        resolvers: { Person: { name: ({ id }) => `Person ${id}`, age: () => 0 } },
      },
    },
    [
      {
        name: 'hold for fields, inline fragments and spreads',
        operation,
        variables: variables(true, false),
        expected: { data: { film: { title: '', cast: [{ name: 'Person p' }], score: 0 } } },
        requests: 3,
      },
      {
        name: 'hold the other way round',
        operation,
        variables: variables(false, true, false),
        expected: { data: { film: { year: 0, rating: 5 } } },
        requests: 2,
      },
      {
        name: 'leave an empty object where all its fields are left out',
        operation: 'query ($no: Boolean!) { film { rating @include(if: $no) } }',
        variables: { no: false },
        expected: { data: { film: {} } },
        requests: 1,
      },
      {
        name: 'may be written as literals',
        operation: `{ film { title @skip(if: true) rating @include(if: false)
          ... @include(if: true) { year } ... @skip(if: true) { score } } }`,
        expected: { data: { film: { year: 0 } } },
        requests: 1,
      },
      ...bothConditions(),
      {
        name: 'count for each selection of a field, of which one is enough',
        operation: `query ($no: Boolean!) {
          film { rating @include(if: $no) cast @include(if: $no) { age }
            ... on Film { rating cast { name } } } }`,
        variables: { no: false },
        expected: { data: { film: { rating: 5, cast: [{ name: 'Person p' }] } } },
        requests: 3,
      },
      {
        name: 'of an outer fragment hold for what is within',
        operation: `query ($yes: Boolean!, $no: Boolean!) { films {
          ... @include(if: $yes) { ... @include(if: $no) { score } rating } } }`,
        variables: { yes: true, no: false },
        expected: { data: { films: [{ rating: 5 }, { rating: 5 }] } },
        requests: 2,
      },
      {
        name: 'on the way to an entity spare the requests after it',
        operation: `query ($no: Boolean!) { film { votes @include(if: $no) { by { name } } title } }`,
        variables: { no: false },
        expected: { data: { film: { title: '' } } },
        requests: 1,
      },
      {
        name: 'hold for the type name too',
        operation: `query ($no: Boolean!) { __typename @include(if: $no)
          film { __typename @skip(if: $no) kind: __typename @include(if: $no) } }`,
        variables: { no: false },
        expected: { data: { film: { __typename: 'Film' } } },
        requests: 1,
      },
      {
        name: 'do not send their variables where a subgraph does not use them',
        operation: `query ($no: Boolean!) { film { title score @include(if: $no) } }`,
        variables: { no: true },
        expected: { data: { film: { title: '', score: 0 } } },
        requests: 2,
        sent: ([first]) => expect(first?.variables).toEqual({}),
      },
    ],
  );
});

/** GraphQL spec §3.13: a field needs both directives to let it pass. */
function bothConditions(): readonly ConformanceCase[] {
  const all = [
    { skip: true, include: true },
    { skip: true, include: false },
    { skip: false, include: false },
    { skip: false, include: true },
  ];
  return all.map(({ skip, include }) => {
    const isThere = !skip && include;
    return {
      name: `let a field pass only with both (skip ${skip}, include ${include})`,
      operation: `query ($skip: Boolean!, $include: Boolean!) {
        film { id rating @skip(if: $skip) @include(if: $include) } }`,
      variables: { skip, include },
      expected: { data: { film: { id: 'f', ...(isThere && { rating: 5 }) } } },
      requests: isThere ? 2 : 1,
    };
  });
}
