import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type GraphRequest, sendOperation } from '../e2e/graph-client.ts';
import { answering } from '../support/start-small-subgraph.ts';
import { type TestGateway, useGateway } from '../support/use-gateway.ts';
import { describeWithRedis } from '../support/use-redis.ts';
import { useTokenIssuer } from '../support/use-token-issuer.ts';

const keeping = 'subgraphs: { people: { responseCache: true } }';
const forAMinute = { 'cache-control': 'public, max-age=60' };
const people = [{ name: 'Ada' }, { name: 'Grace' }];

/** Asks `people` for something that no test before has asked for. */
let questions = 0;
function newQuestion(): string {
  questions += 1;
  return `{ person(id: "nobody-${questions}") { name } people { name } }`;
}

async function timesAsked({ people }: TestGateway, act: () => Promise<unknown>): Promise<number> {
  const before = people.received.length;
  await act();
  return people.received.length - before;
}

describe('answers of a subgraph that may be kept', async () => {
  const issuer = await useTokenIssuer();
  const gateway = useGateway({
    config: () => `{ ${keeping}, all: { headers: { propagate: [x-tenant] } } }`,
    environment: () => issuer.environment,
  });
  const send = (request: GraphRequest) => sendOperation(gateway().url, request);
  /** How often the subgraph is asked when a client asks twice: as the first, and as the second. */
  const askedFor = (first: GraphRequest, second: GraphRequest = first) =>
    timesAsked(gateway(), async () => {
      await send(first);
      await send(second);
    });

  test('are given again while they are fresh, to whoever asks, with the time that is left', async () => {
    gateway().people.addHeaders(forAMinute);
    const query = newQuestion();
    const token = await issuer.sign();
    expect(await askedFor({ query }, { query, token })).toBe(1);
    const { body, headers } = await send({ query });
    expect(body).toEqual({ data: { person: null, people } });
    const maxAge = Number(/^private, max-age=(\d+)$/.exec(headers.get('cache-control') ?? '')?.[1]);
    expect(maxAge).toBeGreaterThan(0);
    expect(maxAge).toBeLessThan(60);
  });

  test('are asked for anew when they are not fresh any more', async () => {
    gateway().people.addHeaders({ 'cache-control': 'public, max-age=5' });
    const query = newQuestion();
    expect(await askedFor({ query })).toBe(1);
    await sleep(5_000);
    expect(await timesAsked(gateway(), () => send({ query }))).toBe(1);
  });

  test.each<[string, Record<string, string>]>([
    ['does not say so', {}],
    ['keeps them for one', { 'cache-control': 'private, max-age=60' }],
    ['does not say for whom', { 'cache-control': 'max-age=60' }],
    ['forbids it', { 'cache-control': 'public, max-age=60, no-store' }],
    ['answers by who asks', { ...forAMinute, vary: 'causeway-assertion' }],
    ['answers by what cannot be known', { ...forAMinute, vary: '*' }],
  ])('are asked for each time if the subgraph %s', async (_what, headers) => {
    gateway().people.addHeaders(headers);
    expect(await askedFor({ query: newQuestion() })).toBe(2);
  });

  test('are told apart by the headers that the subgraph is passed', async () => {
    gateway().people.addHeaders({ ...forAMinute, vary: 'X-Tenant, Accept' });
    const query = newQuestion();
    const tenant = (name: string) => ({ query, headers: { 'x-tenant': name } });
    expect(await askedFor(tenant('a'), tenant('b'))).toBe(2);
    expect(await askedFor(tenant('b'), tenant('a'))).toBe(0);
  });

  test('are not kept with an error in them', async () => {
    const { people: subgraph } = gateway();
    subgraph.addHeaders({});
    const failing = JSON.stringify({
      data: { person: null },
      errors: [{ message: 'No database.' }],
    });
    subgraph.misbehave(answering(failing, { headers: forAMinute }), 1);
    const query = '{ person(id: "failing") { name } }';
    expect(await askedFor({ query })).toBe(2);
  });

  test('are not used in a mutation, nor is what a mutation answers kept', async () => {
    gateway().people.addHeaders(forAMinute);
    const query = 'mutation { rename(id: "1", name: "Ada") { name } }';
    expect(await askedFor({ query })).toBe(2);
  });

  test('are not used for a client that looks at the plan, which would not see them fetched', async () => {
    gateway().people.addHeaders(forAMinute);
    const query = newQuestion();
    await send({ query });
    const looking = { query, headers: { 'causeway-debug': 'plan' } };
    expect(await askedFor(looking)).toBe(2);
  });

  test('do not show what is protected to those who may not see it', async () => {
    gateway().people.addHeaders(forAMinute);
    const query = '{ person(id: "1") { name email } }';
    const signedIn = await send({ query, token: await issuer.sign() });
    expect(signedIn.body.data.person.email).toBe('ada@people.test');
    const anonymous = await send({ query });
    expect(anonymous.body.data.person).toEqual({ name: 'Ada', email: null });
  });
});

describe('a gateway whose settings do not want it', () => {
  const gateway = useGateway();

  test('keeps nothing', async () => {
    gateway().people.addHeaders(forAMinute);
    const query = newQuestion();
    const send = () => sendOperation(gateway().url, { query });
    expect(await timesAsked(gateway(), () => send().then(send))).toBe(2);
  });
});

describeWithRedis('answers that gateways share by a Redis', (redis) => {
  const environment = () => ({ REDIS_URL: redis().url });
  const config = (people: string) =>
    `{ subgraphs: { people: { responseCache: true, ${people} } }, redis: { deadlineMs: 200 } }`;
  const one = useGateway({ environment, config: () => config('') });
  const other = useGateway({ environment, config: () => config(`url: '${one().people.url}'`) });
  const ask = (gateway: () => TestGateway, query: string) =>
    sendOperation(gateway().url, { query });

  test('are found by the others that ask the same subgraph', async () => {
    one().people.addHeaders(forAMinute);
    // One that Redis is too busy for is asked for again.
    await expect
      .poll(async () => {
        const query = newQuestion();
        const { body } = await ask(one, query);
        return timesAsked(one(), async () => expect((await ask(other, query)).body).toEqual(body));
      })
      .toBe(0);
  });

  test('are done without while Redis is away or hangs', async () => {
    one().people.addHeaders(forAMinute);
    const query = newQuestion();
    redis().freeze();
    expect(await timesAsked(one(), () => ask(one, query))).toBe(1);
    // Its own memory has it.
    expect(await timesAsked(one(), () => ask(one, query))).toBe(0);
    redis().thaw();
    await redis().kill();
    const another = newQuestion();
    expect((await ask(one, another)).body).toEqual({ data: { person: null, people } });
    await redis().start();
  });
});
