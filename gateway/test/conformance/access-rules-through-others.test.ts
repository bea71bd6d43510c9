import { describe } from 'vitest';
import { denied, neverAsking } from './denied.ts';
import { runCases } from './run-cases.ts';
import { composeGraph } from './use-graph.ts';

const byId = { __resolveReference: (reference: object) => reference };

/** As an older composition would have left them: without the rules that it demands of whoever reads others. */
const withoutRulesOn =
  (...fields: string[]) =>
  (definitions: Parameters<typeof composeGraph>[0]) => {
    const composed = composeGraph(definitions);
    const supergraphSdl = fields.reduce(
      (sdl, field) => sdl.replace(new RegExp(`(\\b${field}\\b.*) @authenticated\\b`), '$1'),
      composed.supergraphSdl,
    );
    if (supergraphSdl === composed.supergraphSdl) throw new Error('There was no rule to remove.');
    return { ...composed, supergraphSdl };
  };

describe('a field that requires a protected one', () => {
  runCases(
    {
      wares: {
        typeDefs: `type Query { ware: Ware box: Box }
          type Ware @key(fields: "id") { id: ID! cost: Int @authenticated size: Size name: String }
          type Size { w: Int h: Int @authenticated }
          type Box @key(fields: "id") { id: ID! item: Item }
          interface Item { label: String }
          type Gift implements Item { label: String @authenticated }
          type Card implements Item { label: String }`,
        resolvers: {
          Query: {
            ware: () => ({ id: '1', cost: 5, name: 'N', size: { w: 2, h: 3 } }),
            box: () => ({ id: 'b', item: { label: 'L' } }),
          },
          Item: { __resolveType: () => 'Card' },
          Ware: { __resolveReference: ({ id }) => ({ id, cost: 5, size: { w: 2, h: 3 } }) },
        },
      },
      prices: {
        typeDefs: `type Ware @key(fields: "id") { id: ID! cost: Int @external size: Size @external
            price: Int @requires(fields: "cost") @authenticated
            area: Int @requires(fields: "size { w h }") @authenticated
            width: Int @requires(fields: "size { w }") }
          type Size { w: Int @external h: Int @external }
          type Box @key(fields: "id") { id: ID! item: Item @external
            text: String @requires(fields: "item { label }") @authenticated }
          interface Item { label: String }
          type Gift implements Item { label: String @external }
          type Card implements Item { label: String @external }`,
        resolvers: {
          Ware: {
            ...byId,
            price: ({ cost }) => cost * 2,
            area: ({ size }) => size.w * size.h,
            width: ({ size }) => size.w,
          },
          Box: { ...byId, text: ({ item }) => item.label },
        },
      },
      offers: {
        typeDefs: `type Ware @key(fields: "id") { id: ID! price: Int @external
            offer: Int @requires(fields: "price") @authenticated }`,
        resolvers: { Ware: { ...byId, offer: ({ price }) => price - 1 } },
      },
    },
    [
      {
        name: 'is denied with it, and so is one that requires that',
        operation: '{ ware { name price offer area width } }',
        expected: {
          data: { ware: { name: 'N', price: null, offer: null, area: null, width: 2 } },
          errors: [denied('ware', 'price'), denied('ware', 'offer'), denied('ware', 'area')],
        },
        requests: 2,
        sent: neverAsking('price', 'offer', 'area', 'cost', 'h'),
      },
      {
        name: 'is denied if any type could have it protected',
        operation: '{ box { text item { label } } }',
        expected: {
          data: { box: { text: null, item: { label: 'L' } } },
          errors: [denied('box', 'text')],
        },
        requests: 1,
        sent: neverAsking('text'),
      },
      {
        name: 'is there for who may have both',
        operation: '{ ware { price offer area } }',
        caller: {},
        expected: { data: { ware: { price: 10, offer: 9, area: 6 } } },
        requests: { hive: 3, apollo: 3 },
      },
    ],
    withoutRulesOn('price: Int', 'area', 'text', 'offer'),
  );
});

describe('a field that takes a protected one from its context', () => {
  const planners = { only: 'apollo', reason: "Hive's planner knows no contexts." } as const;
  runCases(
    {
      shops: {
        typeDefs: `type Query { shop: Shop }
          type Shop @key(fields: "id") @context(name: "shop") {
            id: ID! margin: Int @authenticated name: String ware: Ware }
          type Ware @key(fields: "id") { id: ID!
            price(with: Int @fromContext(field: "$shop { margin }")): Int @authenticated }`,
        resolvers: {
          Query: { shop: () => ({ id: '1', margin: 3, name: 'S', ware: { id: 'w' } }) },
          Ware: { price: (_ware, { with: margin }) => margin * 10 },
        },
      },
    },
    [
      {
        name: 'is denied with it',
        operation: '{ shop { name ware { id price } } }',
        expected: {
          data: { shop: { name: 'S', ware: { id: 'w', price: null } } },
          errors: [denied('shop', 'ware', 'price')],
        },
        requests: 1,
        sent: neverAsking('price', 'margin'),
        planners,
      },
      {
        name: 'is there for who may have it',
        operation: '{ shop { ware { price } } }',
        caller: {},
        expected: { data: { shop: { ware: { price: 30 } } } },
        requests: 2,
        planners,
      },
    ],
    withoutRulesOn('price'),
  );
});

describe('a protected key, and what is provided', () => {
  runCases(
    {
      people: {
        typeDefs: `type Query { me: Person top: Review }
          type Person @key(fields: "email") { email: String! @authenticated name: String }
          type Review @key(fields: "id") { id: ID! by: Person }`,
        resolvers: {
          Query: {
            me: () => ({ email: 'a@test', name: 'Ada' }),
            top: () => ({ id: 'r', by: { email: 'a@test', name: 'Ada' } }),
          },
          Person: byId,
        },
      },
      posts: {
        typeDefs: `type Query { post: Post }
          type Person @key(fields: "email") { email: String! posts: [String!] phone: String @external }
          type Post { by: Person @provides(fields: "phone") }`,
        resolvers: {
          Query: { post: () => ({ by: { email: 'a@test', phone: '123' } }) },
          Person: { posts: ({ email }) => [`by ${email.slice(0, 1)}`] },
        },
      },
      phones: {
        typeDefs: `type Person @key(fields: "email") { email: String! phone: String @authenticated @shareable }`,
        resolvers: { Person: { ...byId, phone: () => '123' } },
      },
    },
    [
      {
        name: 'the key leads to other subgraphs, and is not shown',
        operation: '{ me { posts name } }',
        expected: { data: { me: { posts: ['by a'], name: 'Ada' } } },
        requests: 2,
      },
      {
        name: 'the key is denied where it is in the data all the same',
        operation: '{ top { by { posts mail: email } } me { e: email } }',
        expected: {
          data: { top: { by: null }, me: null },
          errors: [denied('top', 'by', 'mail'), denied('me', 'e')],
        },
        requests: 2,
      },
      {
        name: 'what is provided is denied as anywhere else',
        operation: '{ post { by { phone posts } } }',
        expected: {
          data: { post: { by: { phone: null, posts: ['by a'] } } },
          errors: [denied('post', 'by', 'phone')],
        },
        requests: 1,
        sent: neverAsking('phone'),
      },
      {
        name: 'what is provided is there for who may have it',
        operation: '{ post { by { phone email } } }',
        caller: {},
        expected: { data: { post: { by: { phone: '123', email: 'a@test' } } } },
        requests: 1,
      },
    ],
  );
});

describe('an interface object with a rule', () => {
  const media = [
    { kind: 'Book', id: '0', title: 'B' },
    { kind: 'Film', id: '1', title: 'F' },
  ];
  const find = ({ id }: { id: string }) => media.find((each) => each.id === id);
  runCases(
    {
      media: {
        typeDefs: `type Query { media: [Media!]! book: Book }
          interface Media @key(fields: "id") { id: ID! title: String }
          type Book implements Media @key(fields: "id") { id: ID! title: String }
          type Film implements Media @key(fields: "id") { id: ID!
            title: String @requiresScopes(scopes: [["films"]]) }`,
        resolvers: {
          Query: { media: () => media, book: () => media[0] },
          Media: { __resolveType: ({ kind }) => kind, __resolveReference: find },
          Book: { __resolveReference: find },
          Film: { __resolveReference: find },
        },
      },
      votes: {
        typeDefs: `type Query { best: Media }
          type Media @key(fields: "id") @interfaceObject { id: ID! votes: Int @authenticated likes: Int }`,
        resolvers: {
          Query: { best: () => ({ id: '1' }) },
          Media: { votes: ({ id }) => Number(id) * 10, likes: ({ id }) => Number(id) },
        },
      },
    },
    [
      {
        name: 'has it in all types, by interface and by fragment',
        operation: '{ media { votes likes } book { votes likes } }',
        expected: {
          data: {
            media: [
              { votes: null, likes: 0 },
              { votes: null, likes: 1 },
            ],
            book: { votes: null, likes: 0 },
          },
          errors: [
            denied('media', 0, 'votes'),
            denied('media', 1, 'votes'),
            denied('book', 'votes'),
          ],
        },
        requests: { hive: 2, apollo: 3 },
        sent: neverAsking('votes'),
      },
      {
        name: 'is known by its type where that decides',
        operation: '{ best { title likes } }',
        expected: {
          data: { best: { title: null, likes: 1 } },
          errors: [denied('best', 'title')],
        },
        requests: 2,
      },
      {
        name: 'is there for who may have it',
        operation: '{ best { votes title } }',
        caller: { scopes: ['films'] },
        expected: { data: { best: { votes: 10, title: 'F' } } },
        requests: 2,
      },
    ],
  );
});

describe('a field of several subgraphs', () => {
  runCases(
    {
      a: {
        typeDefs: `type Query { user: User }
          type User @key(fields: "id") { id: ID!
            both: Int @shareable @requiresScopes(scopes: [["a"], ["x"]])
            one: Int @shareable
            moved: Int @authenticated }`,
        resolvers: { Query: { user: () => ({ id: '1', both: 1, one: 1, moved: 1 }) }, User: byId },
      },
      b: {
        typeDefs: `type User @key(fields: "id") { id: ID!
            both: Int @shareable @requiresScopes(scopes: [["b"]])
            one: Int @shareable @policy(policies: [["p"]])
            moved: Int @override(from: "a") @requiresScopes(scopes: [["m"]]) }`,
        resolvers: { User: { ...byId, both: () => 1, one: () => 1, moved: () => 2 } },
      },
    },
    [
      {
        name: 'needs what each of them demands',
        operation: '{ user { both one moved } }',
        caller: { scopes: ['a'] },
        expected: {
          data: { user: { both: null, one: null, moved: null } },
          errors: [denied('user', 'both'), denied('user', 'one'), denied('user', 'moved')],
        },
        requests: 1,
        sent: neverAsking('both', 'one', 'moved'),
      },
      {
        name: 'is there for who has it all, from wherever it is',
        operation: '{ user { both one moved } }',
        caller: { scopes: ['b', 'x', 'm'], policies: ['p'] },
        expected: { data: { user: { both: 1, one: 1, moved: 2 } } },
        requests: 2,
      },
      {
        name: 'that was overridden keeps the rules of both',
        operation: '{ user { moved } }',
        caller: { scopes: ['m'] },
        expected: { data: { user: { moved: 2 } } },
        requests: 2,
      },
    ],
  );
});
