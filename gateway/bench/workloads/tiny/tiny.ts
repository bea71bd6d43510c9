import { CONNECTIONS, TENANT, tenantHeader, type Workload } from '../workload.ts';

/** One field of one subgraph: what a gateway costs when there is nothing to do. */
export const tiny: Workload = {
  name: 'tiny',
  summary: 'one field of one subgraph, all-different',
  subgraphs: [
    { name: 'clock', typeDefs: 'extend type Query { now: String! }' },
    { name: 'weather', typeDefs: 'extend type Query { outlook: String! }' },
  ],
  resolvers: { Query: { now: () => '2026-01-01T12:00:00Z', outlook: () => 'fair' } },
  entities: {},
  forwardedHeaders: [TENANT],
  requestAt: (index) => ({ query: '{ now }', headers: tenantHeader(index) }),
  sameAnswer: true,
  connections: CONNECTIONS,
};
