import { expect, test } from 'vitest';
import { composeSupergraph } from './compose-supergraph.ts';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])';
const users = `${LINK}
type Query { me: User }
type User @key(fields: "id") { id: ID! name: String! }`;

test('composes subgraphs and keeps their addresses', () => {
  const orders = `${LINK}\ntype User @key(fields: "id") { id: ID! orders: [ID!]! }`;
  const { supergraphSdl } = composeSupergraph({
    subgraphs: [
      { name: 'users', url: 'http://users.test/graphql', typeDefs: users },
      { name: 'orders', url: 'http://orders.test/graphql', typeDefs: orders },
    ],
  });
  expect(supergraphSdl).toContain(
    '@join__graph(name: "orders", url: "http://orders.test/graphql")',
  );
});

test('names subgraph, type, field and place of what does not compose', () => {
  const other = `${LINK}\ntype User @key(fields: "id") { id: ID! name: Int! }`;
  expect(() =>
    composeSupergraph({
      subgraphs: [
        { name: 'users', url: 'http://a.test', typeDefs: users },
        { name: 'other', url: 'http://b.test', typeDefs: other },
      ],
    }),
  ).toThrow(/User\.name.*(users|other)[\s\S]*(users|other):3:/);
});

test('says where a schema does not parse', () => {
  expect(() =>
    composeSupergraph({ subgraphs: [{ name: 'users', url: 'http://a.test', typeDefs: 'type {' }] }),
  ).toThrow('[users] Syntax Error: Expected Name, found "{". (users:1:6)');
});

test('says which schema file is missing', () => {
  expect(() =>
    composeSupergraph({
      subgraphs: [{ name: 'users', url: 'http://a.test', schemaPath: '/nowhere.graphql' }],
    }),
  ).toThrow('[users] /nowhere.graphql cannot be read (ENOENT)');
});
