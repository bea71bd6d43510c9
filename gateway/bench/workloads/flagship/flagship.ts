import { readFileSync } from 'node:fs';
import { CONNECTIONS, TENANT, tenantHeader, type Workload } from '../workload.ts';
import { categories, orders, productOf, searchEdges, user, variantOf, variants } from './shop.ts';

const read = (path: string) =>
  readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8');

const query = read('gateway/sandbox-app/examples/flagship.graphql');

/** The repository's own schemas and flagship query, over made-up data. */
export const flagship: Workload = {
  name: 'flagship',
  summary: "the repository's flagship query over its own schemas, all-different",
  subgraphs: ['identity', 'catalog', 'orders'].map((name) => ({
    name,
    typeDefs: read(`services/${name}/src/schema.graphql`),
  })),
  resolvers: {
    Query: {
      me: () => user,
      searchProducts: (_root, { first }: Arguments) => ({ edges: searchEdges.slice(0, first) }),
    },
    User: {
      orders: (_user, { first }: Arguments) => ({ nodes: orders.slice(0, first) }),
    },
    OrderLine: { variant: ({ variantId }) => variantOf(variantId) },
    Variant: {
      product: ({ productId }) => productOf(productId),
      shippingEstimate: ({ weightGrams, price }) => ({
        amountMinor: 300 + Math.round(Number(weightGrams) / 10),
        currency: (price as { currency: string }).currency,
      }),
    },
  },
  entities: {
    User: ({ id }) => (id === user.id ? user : null),
    Variant: ({ id }) => variants.find((variant) => variant.id === id) ?? null,
    Product: ({ id }) => productOf(id),
    Category: ({ id }) => categories.find((category) => category.id === id) ?? null,
    Order: ({ id }) => orders.find((order) => order.id === id) ?? null,
  },
  forwardedHeaders: [TENANT],
  requestAt: (index) => ({
    query,
    variables: { search: `wool blanket ${index}` },
    headers: tenantHeader(index),
  }),
  sameAnswer: true,
  connections: CONNECTIONS,
};

interface Arguments {
  first: number;
}
