import { describe } from 'vitest';
import { denied, neverAsking } from './denied.ts';
import { runCases } from './run-cases.ts';

const media = [
  { kind: 'Book', id: '0', title: 'B', secret: 'b', pages: 9 },
  { kind: 'Film', id: '1', title: 'F', secret: 'f', minutes: 90 },
  { kind: 'Song', id: '2', title: 'S', secret: 's' },
];
const member = { __resolveType: ({ kind }: { kind: string }) => kind };
const resolvers = {
  Query: {
    media: () => media,
    found: () => media,
    film: () => media[1],
    film2: () => media[1],
    songs: () => [media[2]],
  },
  Media: { ...member, next: () => media[1] },
  Found: member,
  Book: { next: () => media[1] },
  Film: { next: () => media[2] },
  Song: { next: () => media[0] },
};

describe('a field with different rules in the types of an interface', () => {
  runCases(
    {
      media: {
        typeDefs: `type Query { media: [Media] found: [Found] film: Film }
          interface Media { id: ID! title: String secret: String next: Media }
          type Book implements Media { id: ID! title: String secret: String next: Media pages: Int }
          type Film implements Media { id: ID! title: String next: Media minutes: Int
            secret: String @requiresScopes(scopes: [["films"]]) }
          type Song implements Media { id: ID! title: String next: Media
            secret: String @authenticated }
          union Found = Book | Film | Song`,
        resolvers,
      },
    },
    [
      {
        name: 'is denied to the objects of each type by its own rule',
        operation: '{ media { title secret } }',
        caller: {},
        expected: {
          data: {
            media: [
              { title: 'B', secret: 'b' },
              { title: 'F', secret: null },
              { title: 'S', secret: 's' },
            ],
          },
          errors: [denied('media', 1, 'secret')],
        },
        requests: 1,
      },
      {
        name: 'is denied in a fragment on the type as through the interface',
        operation: `{ media { ... on Film { a: secret } ...F ... on Media { c: secret } } film { secret } }
          fragment F on Song { b: secret }`,
        expected: {
          data: {
            media: [{ c: 'b' }, { a: null, c: null }, { b: null, c: null }],
            film: { secret: null },
          },
          errors: [
            denied('media', 1, 'a'),
            denied('media', 1, 'c'),
            denied('media', 2, 'b'),
            denied('media', 2, 'c'),
            denied('film', 'secret'),
          ],
        },
        requests: 1,
      },
      {
        name: 'is null for each object even if nothing else tells its type',
        operation: '{ media { ... on Film { secret } } }',
        expected: {
          data: { media: [{}, { secret: null }, {}] },
          errors: [denied('media', 1, 'secret')],
        },
        requests: 1,
        sent: neverAsking('secret'),
      },
      {
        name: 'is denied in a union, below others of its kind, and under an alias of the type name',
        operation: `{ found { kind: __typename ... on Media { next { secret } } } }`,
        caller: {},
        expected: {
          data: {
            found: [
              { kind: 'Book', next: { secret: null } },
              { kind: 'Film', next: { secret: 's' } },
              { kind: 'Song', next: { secret: 'b' } },
            ],
          },
          errors: [denied('found', 0, 'next', 'secret')],
        },
        requests: 1,
      },
      {
        name: 'is answered whole to who meets all the rules',
        operation: '{ media { secret } }',
        caller: { scopes: ['films'] },
        expected: { data: { media: [{ secret: 'b' }, { secret: 'f' }, { secret: 's' }] } },
        requests: 1,
      },
      {
        name: 'merges with the same field of a fragment, each object by its type',
        operation: '{ media { secret ... on Book { secret } ... on Film { secret } } }',
        expected: {
          data: { media: [{ secret: 'b' }, { secret: null }, { secret: null }] },
          errors: [denied('media', 1, 'secret'), denied('media', 2, 'secret')],
        },
        requests: 1,
      },
    ],
  );
});

describe('a type with a rule', () => {
  runCases(
    {
      media: {
        typeDefs: `type Query { media: [Media] found: [Found!] film: Film film2: Film! songs: [Only!]! }
          interface Media { id: ID! title: String next: Media }
          type Book implements Media { id: ID! title: String next: Media pages: Int }
          type Film implements Media @policy(policies: [["films"]]) {
            id: ID! title: String next: Media minutes: Int @authenticated }
          type Song implements Media & Only @requiresScopes(scopes: [["songs"]]) {
            id: ID! title: String next: Media }
          interface Only { title: String }
          union Found = Book | Film`,
        resolvers: {
          ...resolvers,
          Only: member,
          Query: { ...resolvers.Query, found: () => media.slice(0, 2) },
        },
      },
    },
    [
      {
        name: 'is denied as a field that returns it, and nobody is asked',
        operation: '{ film { title } }',
        expected: { data: { film: null }, errors: [denied('film')] },
        requests: 0,
      },
      {
        name: 'takes the answer with it where the field must not be null',
        operation: '{ film2 { title } }',
        expected: { data: null, errors: [denied('film2')] },
        requests: 0,
      },
      {
        name: 'has its objects null in a list of an interface, and the others there',
        operation: '{ media { title __typename } }',
        caller: { scopes: ['songs'] },
        expected: {
          data: {
            media: [{ title: 'B', __typename: 'Book' }, null, { title: 'S', __typename: 'Song' }],
          },
          errors: [denied('media', 1)],
        },
        requests: 1,
      },
      {
        name: 'has its objects null in a union, whatever is asked of them',
        operation: '{ found { __typename } }',
        expected: { data: { found: null }, errors: [denied('found', 1)] },
        requests: 1,
      },
      {
        name: 'has its objects null where other types were asked for',
        operation: '{ media { ... on Book { pages } } }',
        expected: {
          data: { media: [{ pages: 9 }, null, null] },
          errors: [denied('media', 1), denied('media', 2)],
        },
        requests: 1,
      },
      {
        name: 'is not asked for in fragments on it',
        operation: '{ media { id ...F } } fragment F on Film { minutes next { id } }',
        expected: {
          data: { media: [{ id: '0' }, null, null] },
          errors: [denied('media', 1), denied('media', 2)],
        },
        requests: 1,
        sent: neverAsking('minutes', 'next', 'Film', 'Song'),
      },
      {
        name: 'and a field of it with another: both must hold',
        operation: '{ film { title minutes } }',
        caller: { policies: ['films'] },
        expected: { data: { film: { title: 'F', minutes: 90 } } },
        requests: 1,
      },
      {
        name: 'that is all an interface can be has the field that returns it denied',
        operation: '{ songs { title } media { id } }',
        caller: { policies: ['films'] },
        expected: { data: null, errors: [denied('songs')] },
        requests: 1,
        sent: neverAsking('songs'),
      },
    ],
  );
});

describe('a rule on a scalar, an enum, and the root', () => {
  runCases(
    {
      one: {
        typeDefs: `type Query { a: Secret b: [Secret!] c: Kind open(kind: Kind): Int holder: Holder }
          scalar Secret @authenticated
          enum Kind @requiresScopes(scopes: [["kinds"]]) { X Y }
          type Holder { secret: Secret! name: String }
          type Mutation @authenticated { go: Int stay: Int }`,
        resolvers: {
          Query: {
            a: () => 'a',
            b: () => ['b'],
            c: () => 'X',
            open: () => 1,
            holder: () => ({ secret: 1 }),
          },
          Mutation: { go: () => 1 },
        },
      },
    },
    [
      {
        name: 'holds for each field that returns the type',
        operation: '{ a b c open(kind: X) }',
        expected: {
          data: { a: null, b: null, c: null, open: 1 },
          errors: [denied('a'), denied('b'), denied('c')],
        },
        requests: 1,
        sent: neverAsking('a', 'b', 'c'),
      },
      {
        name: 'is met for one and not for the other',
        operation: '{ a b c holder { secret } }',
        caller: {},
        expected: {
          data: { a: 'a', b: ['b'], c: null, holder: { secret: 1 } },
          errors: [denied('c')],
        },
        requests: 1,
        sent: neverAsking('c'),
      },
      {
        name: 'propagates null as any field that must not be null',
        operation: '{ holder { name secret } open }',
        expected: { data: { holder: null, open: 1 }, errors: [denied('holder', 'secret')] },
        requests: 1,
        sent: neverAsking('secret'),
      },
      {
        name: 'on the type of mutations holds for each of them',
        operation: 'mutation { go stay }',
        expected: { data: { go: null, stay: null }, errors: [denied('go'), denied('stay')] },
        requests: 0,
      },
      {
        name: 'on the type of mutations lets those in who meet it',
        operation: 'mutation { go stay }',
        caller: {},
        expected: { data: { go: 1, stay: null } },
        requests: 1,
      },
    ],
  );
});
