import { createHash } from 'node:crypto';
import { ApolloServer } from '@apollo/server';
import { composeSupergraph } from '@causeway/schema-kit';
import { afterEach, expect, test } from 'vitest';
import { noRights } from './authorization/rights.ts';
import { createDocumentStore } from './caching/document-store.ts';
import { CausewayGateway } from './causeway-gateway.ts';
import { createSupergraphLoader } from './supergraph/supergraph-loader.ts';
import { createWarmUp, type WarmUpReport } from './warm-up.ts';

const typeDefs = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
    import: ["@key", "@override", "@authenticated"])
  type Query { thing(id: ID): Thing }
  type Thing @key(fields: "id") { id: ID! name: String size(unit: String): Int secret: Int @authenticated }`;
const supergraphOf = (more: string) =>
  composeSupergraph({ subgraphs: [{ name: 'a', url: 'http://a.test', typeDefs: typeDefs + more }] })
    .supergraphSdl;
const FIRST = supergraphOf('');
const SECOND = supergraphOf('type More { id: ID }');
/** Two fields that move, for a third of requests and for two. */
const OVERRIDDEN = composeSupergraph({
  subgraphs: [
    { name: 'a', url: 'http://a.test', typeDefs },
    {
      name: 'b',
      url: 'http://b.test',
      typeDefs: `extend schema
          @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@override"])
        type Thing @key(fields: "id") { id: ID!
          name: String @override(from: "a", label: "percent(33)")
          size(unit: String): Int @override(from: "a", label: "percent(66)") }`,
    },
  ],
}).supergraphSdl;

let stop: (() => Promise<void>) | undefined;
afterEach(() => stop?.());

/** An Apollo Server over one subgraph that answers null; tells what was parsed and planned for requests. */
async function serve({ operations = 10 } = {}) {
  const documents = createDocumentStore();
  const reports: WarmUpReport[] = [];
  const seen = { parsed: 0, waited: 0 };
  let update: (sdl: string) => void = () => undefined;
  const gateway: CausewayGateway = new CausewayGateway({
    supergraphSdl: async (manager) => {
      update = manager.update;
      return { supergraphSdl: FIRST };
    },
    buildService: () => ({ process: async () => ({ data: { thing: null } }) }),
    authorization: {
      rightsOf: (context) => ({
        ...noRights,
        isAuthenticated: (context as Asker).isKnown === true,
      }),
    },
    loader: createSupergraphLoader(),
    warmUp: createWarmUp(
      { operations, timeoutMs: 10_000, onInvalid: 'warn', onUnplannable: 'refuse' },
      { documents, onWarmedUp: (report) => reports.push(report) },
    ),
    documents,
    onPlanned: (context) => {
      if ((context as Asker).hasTurned) seen.waited += 1;
    },
  });
  const server = new ApolloServer<Asker>({
    ...{ gateway, documentStore: documents },
    plugins: [
      {
        requestDidStart: async () => ({
          parsingDidStart: async () => {
            seen.parsed += 1;
          },
          executionDidStart: async ({ contextValue }) => {
            setImmediate(() => {
              contextValue.hasTurned = true;
            });
          },
        }),
      },
    ],
  });
  await server.start();
  stop = () => server.stop();
  return {
    gateway,
    reports,
    seen,
    async swap(sdl: string) {
      await gateway.prepare(sdl);
      update(sdl);
      Object.assign(seen, { parsed: 0, waited: 0 });
    },
    async ask(query: string, { isKnown = false, ...variables }: Record<string, unknown> = {}) {
      const contextValue: Asker = { isKnown: isKnown === true };
      const { body } = await server.executeOperation({ query, variables }, { contextValue });
      return body.kind === 'single' ? body.singleResult : null;
    },
  };
}

interface Asker {
  isKnown?: boolean;
  /** A turn of the event loop has gone by, which it does only for what has to be planned. */
  hasTurned?: boolean;
}

test('after a swap, nothing that was asked before is parsed or planned while it is waited for', async () => {
  const { ask, swap, seen, reports } = await serve();
  const conditional = 'query ($with: Boolean!) { thing { id name @include(if: $with) } }';
  const asked: [string, Record<string, unknown>?][] = [
    ['{ thing { id } }'],
    [conditional, { with: true }],
    [conditional, { with: false }],
    ['{ thing { secret } }', { isKnown: true }],
    ['{ thing { secret } }'],
    ['{ thing(id: "1") { name } }'],
    ['{ thing(id: "2") { name } }'],
    ['{ thing(id: "3") { name } }'],
  ];
  for (const [query, given] of asked) await ask(query, given);
  expect(seen).toEqual({ parsed: 6, waited: 8 });
  await swap(SECOND);
  expect(reports).toMatchObject([{ warmed: 8, invalid: [], unplannable: [], skipped: 0 }]);
  for (const [query, given] of asked) expect((await ask(query, given))?.errors).toBeUndefined();
  expect(seen).toEqual({ parsed: 0, waited: 0 });
  // A literal that nobody has asked for is planned, too.
  await ask('{ thing(id: "4") { name } }');
  expect(seen).toMatchObject({ parsed: 1 });
});

test('of an operation as many plans are kept as there are outcomes of the overrides that it depends on, and all are warm', async () => {
  const { ask, swap, seen } = await serve();
  const askOften = async () => {
    for (let time = 0; time < 100; time += 1) {
      await ask('{ thing { name size } }');
      await ask('{ thing { name } }');
      await ask('{ thing { id } }');
    }
  };
  await swap(OVERRIDDEN);
  await askOften();
  // Both fields that move, one, and none.
  expect(seen).toEqual({ parsed: 3, waited: 3 + 2 + 1 });
  await swap(`${OVERRIDDEN}\n# again`);
  await askOften();
  expect(seen).toEqual({ parsed: 0, waited: 0 });
});

test('what was hot stays so from one supergraph to the next, also when nobody asks in between', async () => {
  const { ask, swap, seen, reports } = await serve({ operations: 1 });
  await ask('{ thing { id } }');
  await ask('{ thing { name } }');
  await ask('{ thing { id } }');
  await swap(SECOND);
  await swap(FIRST);
  await ask('{ thing { id } }');
  expect(seen).toEqual({ parsed: 0, waited: 0 });
  expect(reports.map(({ warmed }) => warmed)).toEqual([1, 1]);
});

test('operations that are not valid any more are named by their hash, with the reason', async () => {
  const { ask, swap, reports } = await serve();
  const query = 'query Size { thing { size } }';
  await ask(query);
  await swap(FIRST.replace('size(unit', 'extent(unit'));
  expect(reports[0]?.invalid).toEqual([
    {
      operationName: undefined,
      queryHash: createHash('sha256').update(query).digest('hex'),
      reason: 'Cannot query field "size" on type "Thing".',
    },
  ]);
});

test('a supergraph that is superseded, or comes too late, is let go', async () => {
  const { gateway, ask, swap } = await serve();
  await gateway.prepare(SECOND);
  await swap(supergraphOf('type Other { id: ID }'));
  expect((await ask('{ thing { id } }'))?.errors).toBeUndefined();
  await stop?.();
  stop = undefined;
  await expect(gateway.prepare(FIRST)).rejects.toThrow('This gateway has been stopped.');
});
