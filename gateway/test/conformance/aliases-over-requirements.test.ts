import { describe } from 'vitest';
import { runCases } from './run-cases.ts';

describe("a client's alias with the name of a field that another subgraph requires", () => {
  runCases(
    {
      rooms: {
        typeDefs: `type Query { room: Room }
          type Room @key(fields: "id") { id: ID! size: Size! number: Int! floor: Int! }
          type Size { width: Int! depth: Int! }`,
        resolvers: {
          Query: {
            room: () => ({ id: '1', size: { width: 3, depth: 4 }, number: 0, floor: 9 }),
          },
        },
      },
      rent: {
        typeDefs: `type Room @key(fields: "id") {
            id: ID! size: Size! @external number: Int! @external floor: Int! @external
            rent: Int! @requires(fields: "size { width depth }")
            door: String! @requires(fields: "floor number") }
          type Size { width: Int! @external depth: Int! @external }`,
        resolvers: {
          Room: {
            rent: ({ size }) => size.width * 100 + size.depth,
            door: ({ floor, number }) => `${floor}.${number}`,
          },
        },
      },
    },
    [
      {
        name: 'does not change what is required of an entity',
        operation: '{ room { floor: number number: floor door } }',
        expected: { data: { room: { floor: 0, number: 9, door: '9.0' } } },
        requests: 2,
      },
      {
        name: 'does not change what is required within an object',
        operation: '{ room { size { depth: width } rent } }',
        expected: { data: { room: { size: { depth: 3 }, rent: 304 } } },
        requests: 2,
      },
      {
        name: 'may stand for the required object itself',
        operation: '{ room { size: number rent } }',
        expected: { data: { room: { size: 0, rent: 304 } } },
        requests: 2,
      },
    ],
  );
});
