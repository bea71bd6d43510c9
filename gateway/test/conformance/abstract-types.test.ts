import { describe } from 'vitest';
import { runCases } from './run-cases.ts';

const typeOf = { __resolveType: ({ kind }: { kind: string }) => kind };

describe('interfaces and unions over subgraphs', () => {
  const results = [
    { kind: 'Page', id: 'p', title: 'Page' },
    { kind: 'Image', id: 'i', width: 0 },
    { kind: 'Note', text: '' },
    { kind: 'Page', id: 'q', title: '' },
  ];
  runCases(
    {
      search: {
        typeDefs: `type Query { search: [Result] nodes: [Node!]! }
          union Result = Page | Image | Note
          interface Node { id: ID! }
          type Page implements Node @key(fields: "id") { id: ID! title: String! }
          type Image implements Node @key(fields: "id") { id: ID! width: Int! }
          type Note { text: String! }`,
        resolvers: {
          Result: typeOf,
          Node: typeOf,
          Query: {
            search: () => [...results, null],
            nodes: () => results.filter(({ kind }) => kind !== 'Note'),
          },
        },
      },
      stats: {
        typeDefs: `interface Counted { views: Int! }
          type Page implements Counted @key(fields: "id") { id: ID! views: Int! author: Author }
          type Image implements Counted @key(fields: "id") { id: ID! views: Int! author: Author caption: String! }
          type Author { name: String! }`,
        resolvers: {
          Counted: { __resolveType: () => 'Page' },
          Page: { views: ({ id }) => id.charCodeAt(0), author: ({ id }) => ({ name: `of ${id}` }) },
          Image: { views: () => 0, author: () => null, caption: ({ id }) => `caption ${id}` },
        },
      },
    },
    [
      {
        name: 'are told apart by fragments',
        operation: `{ search { ... on Note { text } ... on Page { title } ... on Image { width } } }`,
        expected: {
          data: {
            search: [{ title: 'Page' }, { width: 0 }, { text: '' }, { title: '' }, null],
          },
        },
        requests: 1,
      },
      {
        name: 'are completed by another subgraph, each member for itself',
        operation: `{ search { __typename ... on Page { views author { name } }
          ... on Image { author { name } } } }`,
        expected: {
          data: {
            search: [
              { __typename: 'Page', views: 112, author: { name: 'of p' } },
              { __typename: 'Image', author: null },
              { __typename: 'Note' },
              { __typename: 'Page', views: 113, author: { name: 'of q' } },
              null,
            ],
          },
        },
        requests: 2,
      },
      {
        name: 'take fragments on an interface that only another subgraph knows',
        operation:
          '{ search { ... on Counted { views } } nodes { id ... on Counted { n: views } } }',
        expected: {
          data: {
            search: [{ views: 112 }, { views: 0 }, {}, { views: 113 }, null],
            nodes: [
              { id: 'p', n: 112 },
              { id: 'i', n: 0 },
              { id: 'q', n: 113 },
            ],
          },
        },
        requests: { hive: 2, apollo: 3 },
      },
      {
        name: 'may have one response name for different fields of different members',
        operation: `{ search { ... on Page { value: title } ... on Image { value: caption }
          ... on Note { value: text } } }`,
        expected: {
          data: {
            search: [{ value: 'Page' }, { value: 'caption i' }, { value: '' }, { value: '' }, null],
          },
        },
        requests: 2,
      },
      {
        name: 'take fragments within fragments',
        operation: `{ nodes { ...Any } }
          fragment Any on Node { ... on Page { ...Titled ... on Node { id } } ... on Image { id } }
          fragment Titled on Page { title ... on Counted { views } }`,
        expected: {
          data: {
            nodes: [
              { title: 'Page', views: 112, id: 'p' },
              { id: 'i' },
              { title: '', views: 113, id: 'q' },
            ],
          },
        },
        requests: 2,
      },
    ],
  );
});
