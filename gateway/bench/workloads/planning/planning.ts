import type { Workload } from '../workload.ts';
import { operationOf } from './operation-of.ts';

const SUBGRAPHS = 7;
const FIELDS = [0, 1, 2, 3, 4, 5, 6];
/** Each field is in four of the subgraphs, and no two subgraphs have the same: many ways to any field. */
const OWNERS = [
  [0, 1, 2, 4],
  [1, 2, 3, 5],
  [2, 3, 4, 6],
  [0, 3, 4, 5],
  [1, 4, 5, 6],
  [0, 2, 5, 6],
  [0, 1, 3, 6],
];

/** Every path leads to a stop of its own, whose id is the path. */
const stopOf = (id: string) => ({
  id,
  ...Object.fromEntries(FIELDS.map((field) => [`note${field}`, `note ${field} of stop ${id}`])),
});

/** A deep operation over subgraphs that look alike; no two requests have the same document. */
export const planning: Workload = {
  name: 'planning',
  summary:
    'a deep operation over seven look-alike subgraphs; each request is a document not seen before',
  subgraphs: Array.from({ length: SUBGRAPHS }, (_, subgraph) => ({
    name: `city${subgraph}`,
    typeDefs: schemaOf(subgraph),
  })),
  resolvers: {
    Query: { start: () => stopOf('s') },
    Stop: Object.fromEntries(
      FIELDS.map((line) => [`line${line}`, ({ id }: { id?: unknown }) => stopOf(`${id}${line}`)]),
    ),
  },
  entities: { Stop: ({ id }) => stopOf(String(id)) },
  forwardedHeaders: [],
  requestAt: (index) => ({ query: operationOf(index) }),
  sameAnswer: false,
  connections: 1,
  maxRounds: 1,
};

function schemaOf(subgraph: number): string {
  const own = FIELDS.filter((field) => OWNERS[field]?.includes(subgraph));
  const fields = own.map(
    (field) => `line${field}: Stop @shareable note${field}: String @shareable`,
  );
  return `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])
    type Query { start: Stop @shareable }
    type Stop @key(fields: "id") { id: ID! ${fields.join(' ')} }
  `;
}
