import { textOf } from '../text-of.ts';
import { TENANT, tenantHeader, type Workload } from '../workload.ts';

const query = `
  { stations { id name days { ...D hours { id hectopascal visits remark } } } }
  fragment D on Day { id date celsius counts notes }
`;

const STATIONS = 4;
const DAYS = 365;
const READINGS = 24;
/** Each answer under way is 8 MB in several forms: with more connections, memory would be what is measured. */
const FEW_CONNECTIONS = 8;

const stations = Array.from({ length: STATIONS }, (_, station) => ({
  id: String(station),
  name: `Station ${station}`,
  days: Array.from({ length: DAYS }, (_, day) => ({
    id: `${station}-${day}`,
    date: new Date(Date.UTC(2026, 0, 1 + day)).toISOString(),
    celsius: Array.from({ length: READINGS }, (_, hour) => readingOf(station, day, hour) / 1_000),
    counts: Array.from({ length: READINGS }, (_, hour) => readingOf(hour, station, day)),
    notes: Array.from({ length: READINGS }, (_, hour) => textOf(100, station + day + hour)),
    hours: Array.from({ length: READINGS }, (_, hour) => ({
      id: `${station}-${day}-${hour}`,
      hectopascal: 950 + readingOf(day, hour, station) / 1_000,
      visits: readingOf(day, station, hour),
      remark: textOf(20, day + hour),
    })),
  })),
}));

/** A long answer of one subgraph: lists of objects and of scalars, some 8 MB. */
export const big: Workload = {
  name: 'big',
  summary: 'some 8 MB of lists from one subgraph, passed through, all-different',
  subgraphs: [
    {
      name: 'archive',
      typeDefs: `
        extend type Query { stations: [Station!]! }
        type Station @key(fields: "id") { id: ID! name: String! days: [Day!]! }
        type Day {
          id: ID! date: String! celsius: [Float!]! counts: [Int!]! notes: [String!]! hours: [Hour!]!
        }
        type Hour { id: ID! hectopascal: Float! visits: Int! remark: String! }
      `,
    },
    {
      name: 'owners',
      typeDefs: 'extend type Station @key(fields: "id") { id: ID! @external owner: String }',
    },
  ],
  resolvers: { Query: { stations: () => stations } },
  entities: { Station: ({ id }) => stations[Number(id)] ?? null },
  forwardedHeaders: [TENANT],
  requestAt: (index) => ({ query, headers: tenantHeader(index) }),
  sameAnswer: true,
  connections: FEW_CONNECTIONS,
};

/** Something that looks random and is the same each time. */
function readingOf(a: number, b: number, c: number): number {
  return (a * 7_919 + b * 104_729 + c * 1_299_709) % 50_021;
}
