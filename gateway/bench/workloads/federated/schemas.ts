import type { SubgraphDefinition } from '../workload.ts';

/** In the form of Federation 1, which every gateway reads. */
export const federatedSubgraphs: readonly SubgraphDefinition[] = [
  {
    name: 'accounts',
    typeDefs: `
      extend type Query {
        me: User
        user(id: ID!): User
        users: [User]
      }
      type User @key(fields: "id") {
        id: ID!
        handle: String
        fullName: String
        bornAt: Int
      }
    `,
  },
  {
    name: 'inventory',
    typeDefs: `
      extend type Product @key(fields: "sku") {
        sku: String! @external
        grams: Int @external
        cents: Int @external
        available: Boolean
        deliveryCents: Int @requires(fields: "cents grams")
      }
    `,
  },
  {
    name: 'products',
    typeDefs: `
      extend type Query {
        topProducts(first: Int = 5): [Product]
      }
      type Product @key(fields: "sku") {
        sku: String!
        title: String
        cents: Int
        grams: Int
      }
    `,
  },
  {
    name: 'reviews',
    typeDefs: `
      type Review @key(fields: "id") {
        id: ID!
        text: String
        author: User @provides(fields: "handle")
        product: Product
      }
      extend type User @key(fields: "id") {
        id: ID! @external
        handle: String @external
        reviews: [Review]
      }
      extend type Product @key(fields: "sku") {
        sku: String! @external
        reviews: [Review]
      }
    `,
  },
];
