import { readFileSync } from 'node:fs';
import {
  CONNECTIONS,
  type GraphqlRequest,
  TENANT,
  tenantHeader,
  type Workload,
} from '../workload.ts';
import { federatedSubgraphs } from './schemas.ts';
import { deliveryCents, isAvailable, products, type Review, reviews, users } from './shop.ts';

const query = readFileSync(new URL('operation.graphql', import.meta.url), 'utf8');
const TOP = 5;

const graph = {
  subgraphs: federatedSubgraphs,
  resolvers: {
    Query: {
      users: () => users,
      me: () => users[0],
      user: (_root: unknown, { id }: Named) => userOf(id),
      // There are no more, however many are asked for.
      topProducts: (_root: unknown, { first }: Named) =>
        products.slice(0, Math.min(Number(first), TOP)),
    },
    User: {
      reviews: ({ id }: Named) => reviews.filter(({ authorId }) => authorId === id),
    },
    Product: {
      reviews: ({ sku }: Named) => reviews.filter((review) => review.sku === sku),
      available: ({ sku }: Named) => isAvailable(String(sku)),
      deliveryCents: ({ cents, grams }: Named) => deliveryCents(Number(cents), Number(grams)),
    },
    Review: {
      author: ({ authorId }: Named) => userOf(authorId),
      product: ({ sku }: Named) => productOf(sku),
    },
  },
  entities: {
    User: ({ id }: Named) => userOf(id),
    Product: ({ sku }: Named) => productOf(sku),
    Review: ({ id }: Named) => ({ ...(reviews.find((review) => review.id === id) as Review) }),
  },
  sameAnswer: true,
  connections: CONNECTIONS,
  isWrittenByHand: true,
};

/** Four subgraphs that ask one another: every client sends the same request. */
export const federatedIdentical: Workload = {
  ...graph,
  name: 'federated-identical',
  summary:
    'users → reviews → products → reviews → authors …, four subgraphs; one request, repeated',
  forwardedHeaders: [],
  requestAt: () => ({ query, variables: { first: TOP } }),
};

/** The same, but no two requests may share anything: a header that subgraphs see differs in each, and a variable. */
export const federatedAllDifferent: Workload = {
  ...graph,
  name: 'federated-all-different',
  summary: 'the same, but each request differs in a forwarded header and a variable',
  forwardedHeaders: [TENANT],
  requestAt: (index): GraphqlRequest => ({
    query,
    variables: { first: TOP + index },
    headers: tenantHeader(index),
  }),
};

type Named = Record<string, unknown>;

function userOf(id: unknown) {
  return users.find((user) => user.id === id) ?? null;
}

function productOf(sku: unknown) {
  return products.find((product) => product.sku === sku) ?? null;
}
