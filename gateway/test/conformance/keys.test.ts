import { describe } from 'vitest';
import { runCases } from './run-cases.ts';

describe('a key with values that are false, zero or empty', () => {
  const rows = [
    { n: 0, flag: false, text: '', level: 'LOW', ratio: 0 },
    { n: -1, flag: true, text: 'null', level: 'HIGH', ratio: 0.5 },
  ];
  const fields = 'n: Int! flag: Boolean! text: String! level: Level! ratio: Float!';
  const key = '@key(fields: "n flag text level ratio")';
  runCases(
    {
      rows: {
        typeDefs: `type Query { rows: [Row!]! } type Row ${key} { ${fields} } enum Level { LOW HIGH }`,
        resolvers: { Query: { rows: () => rows } },
      },
      sums: {
        typeDefs: `type Row ${key} { ${fields} seen: String! } enum Level { LOW HIGH }`,
        resolvers: {
          Row: {
            seen: ({ n, flag, text, level, ratio }) =>
              JSON.stringify([n, flag, text, level, ratio]),
          },
        },
      },
    },
    [
      {
        name: 'is sent as it is',
        operation: '{ rows { seen } }',
        expected: {
          data: {
            rows: [{ seen: '[0,false,"","LOW",0]' }, { seen: '[-1,true,"null","HIGH",0.5]' }],
          },
        },
        requests: 2,
      },
    ],
  );
});

describe('an entity with a compound and nested key', () => {
  runCases(
    {
      offices: {
        typeDefs: `type Query { desks: [Desk!]! }
          type Desk @key(fields: "number room { floor building { code } }") {
            number: Int! room: Room! }
          type Room { floor: Int! building: Building! @shareable }
          type Building @shareable { code: String! }`,
        resolvers: {
          Query: {
            desks: () => [
              { number: 0, room: { floor: 0, building: { code: '' } } },
              { number: 4, room: { floor: 2, building: { code: 'HQ' } } },
            ],
          },
        },
      },
      people: {
        typeDefs: `type Desk @key(fields: "number room { floor building { code } }") {
            number: Int! room: Room! occupant: String }
          type Room { floor: Int! @shareable building: Building! @shareable }
          type Building @shareable { code: String! }`,
        resolvers: {
          Desk: {
            occupant: ({ number, room }) => `${number}/${room.floor}/${room.building.code}`,
          },
        },
      },
    },
    [
      {
        name: 'is represented with all parts of the key, falsy ones too',
        operation: '{ desks { occupant room { floor } } }',
        expected: {
          data: {
            desks: [
              { occupant: '0/0/', room: { floor: 0 } },
              { occupant: '4/2/HQ', room: { floor: 2 } },
            ],
          },
        },
        requests: 2,
      },
      {
        name: 'keeps aliases within the key apart from the key itself',
        operation: '{ desks { floor: number room { number: floor } occupant } }',
        expected: {
          data: {
            desks: [
              { floor: 0, room: { number: 0 }, occupant: '0/0/' },
              { floor: 4, room: { number: 2 }, occupant: '4/2/HQ' },
            ],
          },
        },
        requests: 2,
      },
    ],
  );
});

describe('an entity with several keys', () => {
  runCases(
    {
      accounts: {
        typeDefs: `type Query { accounts: [Account!]! }
          type Account @key(fields: "email") { email: String! }`,
        resolvers: { Query: { accounts: () => [{ email: 'a@x' }, { email: 'b@x' }] } },
      },
      directory: {
        typeDefs: `type Account @key(fields: "email") @key(fields: "uuid") {
          email: String! uuid: ID! }`,
        resolvers: { Account: { uuid: ({ email, uuid }) => uuid ?? `u-${email}` } },
      },
      billing: {
        typeDefs: `type Account @key(fields: "uuid") { uuid: ID! balance: Float! }`,
        resolvers: { Account: { balance: ({ uuid }) => uuid.length + 0.5 } },
      },
    },
    [
      {
        name: 'is reached over the subgraph that knows both keys',
        operation: '{ accounts { balance } }',
        expected: { data: { accounts: [{ balance: 5.5 }, { balance: 5.5 }] } },
        requests: 3,
      },
    ],
  );
});

describe('a key that its subgraph does not resolve', () => {
  runCases(
    {
      reviews: {
        typeDefs: `type Query { review: Review }
          type Review { product: Product! }
          type Product @key(fields: "sku", resolvable: false) { sku: ID! }`,
        resolvers: { Query: { review: () => ({ product: { sku: 's1' } }) } },
      },
      products: {
        typeDefs: `type Query { product: Product }
          type Product @key(fields: "sku") @key(fields: "slug", resolvable: false) {
            sku: ID! slug: String! name: String! }`,
        resolvers: {
          Query: { product: () => ({ sku: 's1' }) },
          Product: { name: ({ sku }) => `Product ${sku}`, slug: ({ sku }) => `slug-${sku}` },
        },
      },
      pages: {
        typeDefs: `type Product @key(fields: "slug") { slug: String! html: String! }`,
        resolvers: { Product: { html: ({ slug }) => `<h1>${slug}</h1>` } },
      },
    },
    [
      {
        name: 'leads out of the subgraph, never in',
        operation: '{ review { product { name html sku } } }',
        expected: {
          data: {
            review: {
              product: { name: 'Product s1', html: '<h1>slug-s1</h1>', sku: 's1' },
            },
          },
        },
        requests: 3,
      },
      {
        name: 'identifies for a subgraph that resolves it',
        operation: '{ product { html } }',
        expected: { data: { product: { html: '<h1>slug-s1</h1>' } } },
        requests: 2,
      },
    ],
  );
});
