import { describe, expect } from 'vitest';
import type { SentRequest } from './in-process-subgraph.ts';
import { runCases } from './run-cases.ts';

const planners = {
  only: 'apollo',
  reason: "Hive's planner leaves directives of one's own out of what it asks subgraphs.",
} as const;

describe("executable directives of one's own", () => {
  const directive =
    'directive @trace(as: String) repeatable on FIELD | INLINE_FRAGMENT | FRAGMENT_SPREAD';
  runCases(
    {
      words: {
        typeDefs: `${directive}
          type Query { word: Word }
          type Word @key(fields: "id") { id: ID! text: String! }`,
        resolvers: { Query: { word: () => ({ id: 'w', text: 'hi' }) } },
      },
      sounds: {
        typeDefs: `${directive}
          type Word @key(fields: "id") { id: ID! sound: String! }`,
        resolvers: { Word: { sound: ({ id }) => `/${id}/` } },
      },
    },
    [
      {
        name: 'reach the subgraph with the field they stand on',
        operation: '{ word { text @trace(as: "x") } }',
        expected: { data: { word: { text: 'hi' } } },
        requests: 1,
        sent: ([words]) => expect(compact(words)).toContain('text@trace(as:"x")'),
        planners,
      },
      {
        name: 'reach the subgraph that completes an entity, with variables',
        operation: 'query ($as: String) { word { text sound @trace(as: $as) } }',
        variables: { as: 's' },
        expected: { data: { word: { text: 'hi', sound: '/w/' } } },
        requests: 2,
        sent: ([words, sounds]) => {
          expect(words?.query).not.toContain('@trace');
          expect(compact(sounds)).toContain('sound@trace(as:$as)');
          expect(sounds?.variables.as).toBe('s');
        },
        planners,
      },
      {
        name: 'stand beside conditions and aliases',
        operation: `query ($yes: Boolean!) { word { a: text @trace(as: "1") @include(if: $yes)
          b: text @trace(as: "2") } }`,
        variables: { yes: true },
        expected: { data: { word: { a: 'hi', b: 'hi' } } },
        requests: 1,
        sent: ([words]) => {
          expect(compact(words)).toMatch(/a:text\S*@trace\(as:"1"\)/);
          expect(compact(words)).toContain('b:text@trace(as:"2")');
        },
        planners,
      },
      {
        name: 'do not disturb fields that have none',
        operation: '{ word { sound text } }',
        expected: { data: { word: { sound: '/w/', text: 'hi' } } },
        requests: 2,
        sent: (requests) =>
          expect(requests.map(({ query }) => query).join()).not.toContain('@trace'),
      },
    ],
  );
});

describe('directives of a type system that are composed', () => {
  const link = `extend schema @link(url: "https://example.test/cost/v1.0", import: ["@cost"])
    @composeDirective(name: "@cost")
    directive @cost(weight: Int!) on FIELD_DEFINITION | OBJECT`;
  runCases(
    {
      words: {
        typeDefs: `${link} type Query { word: Word }
          type Word @key(fields: "id") @cost(weight: 2) { id: ID! text: String! @cost(weight: 3) }`,
        resolvers: { Query: { word: () => ({ id: 'w', text: 'hi' }) } },
      },
      sounds: {
        typeDefs: `${link} type Word @key(fields: "id") { id: ID! sound: String! @cost(weight: 9) }`,
        resolvers: { Word: { sound: ({ id }) => `/${id}/` } },
      },
    },
    [
      {
        name: 'change nothing of how an operation is answered',
        operation: '{ word { sound text } __type(name: "Word") { name } }',
        expected: { data: { word: { sound: '/w/', text: 'hi' }, __type: { name: 'Word' } } },
        requests: 2,
      },
      {
        name: 'cannot be used in an operation',
        operation: '{ word { text @cost(weight: 1) } }',
        expected: { errors: [{ code: 'GRAPHQL_VALIDATION_FAILED', message: '@cost' }] },
        requests: 0,
      },
    ],
  );
});

/** How much space a planner writes is its own affair. */
function compact(request: SentRequest | undefined): string {
  return (request?.query ?? '').replaceAll(/\s+/g, '');
}
