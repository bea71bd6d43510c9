import { CausewayGateway } from '@causeway/gateway';
import { describe, expect, test } from 'vitest';
import { denied, neverAsking } from './denied.ts';
import { runCases } from './run-cases.ts';
import { composeGraph } from './use-graph.ts';

const FEDERATION = 'https://specs.apollo.dev/federation/v2.9';

describe('rules whose directives have other names', () => {
  runCases(
    {
      renamed: {
        typeDefs: `extend schema @link(url: "${FEDERATION}", import: ["@key",
            { name: "@authenticated", as: "@login" }, { name: "@policy", as: "@only" }])
          type Query { user: User secret: Int @login }
          type User @key(fields: "id") { id: ID! email: String @login file: String @only(policies: [["p"]]) }`,
        resolvers: {
          Query: { user: () => ({ id: '1', email: 'e', file: 'f' }), secret: () => 1 },
        },
      },
      namespaced: {
        typeDefs: `extend schema @link(url: "${FEDERATION}", import: ["@key"])
          type User @key(fields: "id") { id: ID! pay: Int @federation__requiresScopes(scopes: [["pay"]]) }`,
        resolvers: { User: { pay: () => 5 } },
      },
    },
    [
      {
        name: 'hold all the same',
        operation: '{ secret user { id email file pay } }',
        expected: {
          data: { secret: null, user: { id: '1', email: null, file: null, pay: null } },
          errors: [
            denied('secret'),
            denied('user', 'email'),
            denied('user', 'file'),
            denied('user', 'pay'),
          ],
        },
        requests: 1,
        sent: neverAsking('secret', 'email', 'file', 'pay'),
      },
      {
        name: 'are met all the same',
        operation: '{ secret user { email file pay } }',
        caller: { scopes: ['pay'], policies: ['p'] },
        expected: { data: { secret: 1, user: { email: 'e', file: 'f', pay: 5 } } },
        requests: 2,
      },
    ],
  );
});

const media = {
  media: {
    typeDefs: `type Query { media: [Media!] film: Film }
      interface Media { title: String secret: String }
      type Book implements Media { title: String secret: String }
      type Film implements Media { title: String secret: String }`,
    resolvers: {
      Query: {
        media: () => [
          { kind: 'Book', title: 'B', secret: 'b' },
          { kind: 'Film', title: 'F', secret: 'f' },
        ],
        film: () => ({ title: 'F', secret: 'f' }),
      },
      Media: { __resolveType: ({ kind }: { kind: string }) => kind },
    },
  },
};

/** A supergraph as versions of composition before 2.12 left it, which let interfaces have rules. */
function withRules(edit: (sdl: string) => string) {
  return (definitions: Parameters<typeof composeGraph>[0]) => {
    const { subgraphs, supergraphSdl } = composeGraph(definitions);
    const linked = supergraphSdl
      .replace(
        '{\n  query: Query',
        '  @link(url: "https://specs.apollo.dev/authenticated/v0.1", for: SECURITY)\n{\n  query: Query',
      )
      .concat(
        '\ndirective @authenticated on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM\n',
      );
    const edited = edit(linked);
    if (edited === linked) throw new Error('There was nothing to edit.');
    return { subgraphs, supergraphSdl: edited };
  };
}

describe('a rule on the field of an interface', () => {
  runCases(
    media,
    [
      {
        name: 'holds for the types that implement it, however they are reached',
        operation: '{ media { title secret ... on Book { s: secret } } film { secret } }',
        expected: {
          data: {
            media: [
              { title: 'B', secret: null, s: null },
              { title: 'F', secret: null },
            ],
            film: { secret: null },
          },
          errors: [
            denied('media', 0, 'secret'),
            denied('media', 0, 's'),
            denied('media', 1, 'secret'),
            denied('film', 'secret'),
          ],
        },
        requests: 1,
        sent: neverAsking('secret'),
      },
    ],
    withRules((sdl) => sdl.replace(/(interface Media[^}]*secret: String)/, '$1 @authenticated')),
  );
});

describe('a rule on an interface', () => {
  runCases(
    media,
    [
      {
        name: 'holds for objects of all types that implement it',
        operation: '{ media { title } film { __typename } }',
        expected: { data: { media: null, film: null }, errors: [denied('media'), denied('film')] },
        requests: 0,
      },
    ],
    withRules((sdl) => sdl.replace(/(interface Media)/, '$1 @authenticated')),
  );
});

test('a version of the rules that is not known is refused, or the graph would be served without them', async () => {
  const { supergraphSdl } = withRules((sdl) =>
    sdl.replace('authenticated/v0.1', 'authenticated/v0.9'),
  )(media);
  await expect(new CausewayGateway({ supergraphSdl }).load()).rejects.toThrow('authenticated/v0.9');
});
