import { ApolloServer } from '@apollo/server';
import { type Authorization, CausewayGateway, type Denied } from '@causeway/gateway';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startPeople, supergraphOf } from '../support/small-graph.ts';
import type { SmallSubgraph } from '../support/start-small-subgraph.ts';

let people: SmallSubgraph;
let server: ApolloServer | undefined;
beforeAll(async () => {
  people = await startPeople();
});
afterEach(() => server?.stop());
afterAll(() => people.stop());

async function serve(authorization?: Authorization): Promise<void> {
  const gateway = new CausewayGateway({
    supergraphSdl: supergraphOf([people]),
    ...(authorization !== undefined && { authorization }),
  });
  server = new ApolloServer({ gateway });
  await server.start();
}

async function ask(query: string, contextValue: object = {}) {
  const response = await server?.executeOperation({ query }, { contextValue });
  if (response?.body.kind !== 'single') throw new Error('Expected a single result.');
  const { data, errors } = response.body.singleResult;
  return { data, paths: errors?.map(({ path }) => path?.join('.')) };
}

const QUERY = '{ person(id: "1") { name email file } }';

test('without being told who asks, it denies what is protected', async () => {
  await serve();
  expect(await ask(QUERY)).toEqual({
    data: { person: { name: 'Ada', email: null, file: null } },
    paths: ['person.email', 'person.file'],
  });
});

test('it asks for the rights by the context value, and tells what was denied', async () => {
  const told: [unknown, Denied][] = [];
  await serve({
    rightsOf: (context) => ({
      isAuthenticated: (context as { user?: string }).user !== undefined,
      hasScope: () => false,
      satisfiesPolicy: (policy) =>
        policy === 'staff' && (context as { user?: string }).user === 'Eve',
    }),
    whenDenied: (context, denied) => told.push([context, denied]),
  });
  expect(await ask(QUERY, { user: 'Eve' })).toEqual({
    data: { person: { name: 'Ada', email: 'ada@people.test', file: 'Good.' } },
    paths: undefined,
  });
  expect(told).toEqual([]);
  expect((await ask(QUERY, { user: 'Bob' })).paths).toEqual(['person.file']);
  expect(told).toEqual([[{ user: 'Bob' }, { mode: 'null', coordinates: ['Person.file'] }]]);
});

test('rights that cannot be had fail the request, and only of operations that need them', async () => {
  await serve({
    rightsOf: () => {
      throw new Error('The directory is away.');
    },
  });
  expect((await ask('{ person(id: "1") { name } }')).data).toEqual({ person: { name: 'Ada' } });
  const before = people.received.length;
  expect((await ask(QUERY)).data?.person ?? null).toBeNull();
  expect(people.received).toHaveLength(before);
});

test('a caller with the same key as another, but with other rights, is answered apart', async () => {
  const gateway = new CausewayGateway({
    supergraphSdl: supergraphOf([people]),
    sharing: {
      callerOf: () => 'everyone',
      withSignal: (context) => context,
      learn: () => undefined,
    },
    authorization: {
      rightsOf: (context) => ({
        isAuthenticated: (context as { user?: string }).user !== undefined,
        hasScope: () => false,
        satisfiesPolicy: () => false,
      }),
    },
  });
  server = new ApolloServer({ gateway });
  await server.start();
  const held = people.holdNext();
  const first = ask('{ people { email } }', { user: 'Ada' });
  await held.arrived;
  const second = await ask('{ people { email } }');
  held.answer();
  expect(second.data).toEqual({ people: [{ email: null }, { email: null }] });
  expect((await first).data?.people).toEqual([
    { email: 'ada@people.test' },
    { email: 'grace@people.test' },
  ]);
});
