import { beforeEach, describe, expect } from 'vitest';
import { runCases } from './run-cases.ts';

describe('conditions that leave nothing to ask a subgraph for', () => {
  let ran: string[] = [];
  beforeEach(() => {
    ran = [];
  });
  runCases(
    {
      films: {
        typeDefs: `type Query { film: Film }
          type Mutation { rate(stars: Int!): Film }
          type Film @key(fields: "id") { id: ID! title: String! }`,
        resolvers: {
          Query: { film: () => ({ id: 'f', title: '' }) },
          Mutation: {
            rate: (_, { stars }) => {
              ran.push(`rate ${stars}`);
              return { id: 'f', title: 'F' };
            },
          },
        },
      },
      ratings: {
        typeDefs: `type Query { best: Int! }
          type Mutation { clear: Boolean }
          type Film @key(fields: "id") { id: ID! rating: Int! score: Int! }`,
        resolvers: {
          Query: { best: () => 9 },
          Mutation: { clear: () => true },
          Film: { rating: () => 5, score: () => 0 },
        },
      },
    },
    [
      {
        name: 'spare the request for root fields',
        operation: 'query ($no: Boolean!) { film @include(if: $no) { title rating } }',
        variables: { no: false },
        expected: { data: {} },
        requests: 0,
      },
      {
        name: 'spare the request for one subgraph of two',
        operation: 'query ($no: Boolean!) { film { title } best @include(if: $no) }',
        variables: { no: false },
        expected: { data: { film: { title: '' } } },
        requests: 1,
      },
      {
        name: 'spare the request where each field has its own',
        operation: `query ($a: Boolean!, $b: Boolean!) {
          film { title rating @include(if: $a) score @skip(if: $b) } }`,
        variables: { a: false, b: true },
        expected: { data: { film: { title: '' } } },
        requests: 1,
      },
      {
        name: 'do not spare it where one of them lets a field pass',
        operation: `query ($a: Boolean!, $b: Boolean!) {
          film { title rating @include(if: $a) score @skip(if: $b) } }`,
        variables: { a: false, b: false },
        expected: { data: { film: { title: '', score: 0 } } },
        requests: 2,
      },
      {
        name: 'spare the request for a mutation',
        operation: `mutation ($no: Boolean!) { a: rate(stars: 1) @include(if: $no) { title } clear
          b: rate(stars: 2) @skip(if: $no) { title } }`,
        variables: { no: false },
        expected: { data: { clear: true, b: { title: 'F' } } },
        requests: 2,
        sent: () => expect(ran).toEqual(['rate 2']),
      },
    ],
  );
});
