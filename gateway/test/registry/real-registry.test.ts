import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import type { RunningProcess } from '../e2e/spawn-process.ts';
import { startPeople, startReviews } from '../support/small-graph.ts';
import type { SmallSubgraph } from '../support/start-small-subgraph.ts';
import { useRealRegistry } from './use-real-registry.ts';

// Each of the three is a process of its own: the registry, on PostgreSQL, and two gateways.

const registry = useRealRegistry();
const REF = 'shop@production';
/** How fast a swap is, test/e2e/shipping-alone.test.ts measures; here the machine may be busy. */
const soon = { timeout: 40_000, interval: 20 };
/** Gateways ask at least every five seconds while the registry is away; the machine may be busy. */
const afterOutage = { timeout: 60_000, interval: 50 };

let people: SmallSubgraph;
let reviews: SmallSubgraph;
let gateways: RunningProcess[] = [];

beforeAll(async () => {
  [people, reviews] = await Promise.all([startPeople(), startReviews()]);
  await registry().ask('mutation { createGraph(name: "shop") { __typename } }');
  await publish([people, reviews]);
  gateways = await Promise.all(['one', 'two'].map((name) => registry().startGateway(name)));
});
afterAll(() => Promise.all([people.stop(), reviews.stop()]));

interface Outcome {
  readonly __typename: string;
  readonly version?: { readonly number: number };
}

async function publish(
  subgraphs: readonly Pick<SmallSubgraph, 'name' | 'url' | 'typeDefs'>[],
  token?: string,
): Promise<Outcome> {
  const { publishSubgraphs } = await registry().ask<{ publishSubgraphs: Outcome }>(
    `mutation ($input: PublishSubgraphsInput!) {
      publishSubgraphs(input: $input) { __typename ... on Published { version { number } } }
    }`,
    {
      input: {
        ref: REF,
        subgraphs: subgraphs.map(({ name, url, typeDefs }) => ({
          ...{ name, routingUrl: url, sdl: typeDefs },
        })),
      },
    },
    token,
  );
  return publishSubgraphs;
}

/** People with one more field; its subgraph says that it knows none, which is for clients to see, not for this. */
const peopleWith = (field: string) => ({
  ...people,
  typeDefs: people.typeDefs.replace('ID! name: String!', `ID! name: String! ${field}: String`),
});

/** Whether each gateway knows a field of a person: an operation that is not valid is answered 400. */
async function known(field: string): Promise<boolean[]> {
  const query = `{ person(id: "0") { ${field} } }`;
  const answers = await Promise.all(gateways.map(({ url }) => sendOperation(url, { query })));
  return answers.map(({ status }) => status === 200);
}

async function states() {
  const { variant } = await registry().ask<{
    variant: { gateways: { serving: number; refused: object | null }[] };
  }>('query ($ref: String!) { variant(ref: $ref) { gateways { serving refused { number } } } }', {
    ref: REF,
  });
  return variant.gateways;
}

async function createToken(permission: string): Promise<string> {
  const { createToken: created } = await registry().ask<{ createToken: { secret: string } }>(
    `mutation ($input: CreateTokenInput!) {
      createToken(input: $input) { ... on TokenCreated { secret } }
    }`,
    { input: { name: permission, grants: [{ graph: 'shop', permissions: [permission] }] } },
  );
  return created.secret;
}

test('what is published is served by each gateway, and the registry knows', async () => {
  expect(await known('nickname')).toEqual([false, false]);
  const { version } = await publish([peopleWith('nickname')]);
  await expect.poll(() => known('nickname'), soon).toEqual([true, true]);
  const serving = { serving: version?.number, refused: null };
  await expect.poll(states, afterOutage).toEqual([serving, serving]);
});

test('what does not compose changes nothing', async () => {
  const before = await states();
  const wrong = {
    ...people,
    typeDefs: people.typeDefs.replace('ID! name: String!', 'ID! name: Nothing!'),
  };
  expect(await publish([wrong])).toEqual({ __typename: 'DoesNotCompose' });
  await sleep(500);
  expect(await states()).toEqual(before);
  expect(await known('nickname')).toEqual([true, true]);
});

test('a rollback is served like a publish', async () => {
  const mutation = 'mutation ($input: RollbackInput!) { rollback(input: $input) { __typename } }';
  const { rollback } = await registry().ask<{ rollback: Outcome }>(mutation, {
    input: { ref: REF, to: 1 },
  });
  expect(rollback).toEqual({ __typename: 'Published' });
  await expect.poll(() => known('nickname'), soon).toEqual([false, false]);
});

test('who publishes does not speak for gateways, and a gateway cannot publish', async () => {
  const [team, gateway] = await Promise.all([createToken('PUBLISH'), createToken('SERVE')]);
  await expect(publish([peopleWith('stolen')], gateway)).rejects.toThrow('FORBIDDEN');
  const statusOf = async (token: string) => {
    const response = await fetch(new URL('/gateways/shop/production', registry().origin()), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ instance: 'third', serving: null, refused: null }),
    });
    return response.status;
  };
  expect(await Promise.all([team, gateway].map(statusOf))).toEqual([403, 204]);
});

test('gateways outlive the registry, start from their copies, and follow it when it is back', {
  timeout: 180_000,
}, async () => {
  await publish([peopleWith('alias')]);
  await expect.poll(() => known('alias'), soon).toEqual([true, true]);
  await expect.poll(() => registry().copyOf('two'), soon).toContain('alias');
  await registry().kill();
  expect(await known('alias')).toEqual([true, true]);
  await gateways[1]?.stop();
  gateways = [gateways[0] as RunningProcess, await registry().startGateway('two')];
  expect(await known('alias')).toEqual([true, true]);
  await registry().revive();
  await publish([peopleWith('title')]);
  await expect.poll(() => known('title'), afterOutage).toEqual([true, true]);
});

test('gateways go on while the registry has no database, and it finds back by itself', {
  timeout: 180_000,
}, async () => {
  await registry().blockDatabase();
  try {
    await expect(publish([peopleWith('lost')])).rejects.toThrow('SERVICE_UNAVAILABLE');
    await sleep(1_500);
    expect(await known('title')).toEqual([true, true]);
  } finally {
    await registry().admitToDatabase();
  }
  await expect
    .poll(() => publish([peopleWith('motto')]).catch(() => null), afterOutage)
    .toMatchObject({ __typename: 'Published' });
  await expect.poll(() => known('motto'), afterOutage).toEqual([true, true]);
});
