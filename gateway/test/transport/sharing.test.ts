import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { useGateway } from '../support/use-gateway.ts';
import { useTokenIssuer } from '../support/use-token-issuer.ts';

const issuer = await useTokenIssuer();

const query = '{ people { name } }';
const answered = { people: [{ name: 'Ada' }, { name: 'Grace' }] };
/** Long enough for it to be known that a client has gone. */
const A_WHILE_MS = 150;

describe('equal queries that are under way at the same time', () => {
  const gateway = useGateway({
    config: () => 'all: { headers: { propagate: [x-tenant] } }\n',
    environment: () => issuer.environment,
  });
  let before = 0;
  beforeEach(() => {
    before = gateway().people.received.length;
  });
  /** Asks for no name, and is not counted. */
  const OTHER = '{ people { id } }';
  const asked = () =>
    gateway()
      .people.received.slice(before)
      .filter((request) => request.query.includes('name')).length;

  const send = (sent: { query?: string; token?: string; headers?: Record<string, string> }) =>
    sendOperation(gateway().url, { query, ...sent });

  /** Sends one, and the other while the subgraph still holds the first back. */
  async function together(one: Parameters<typeof send>[0], other: Parameters<typeof send>[0]) {
    const held = gateway().people.holdNext();
    const first = send(one);
    await held.arrived;
    const second = send(other);
    // It came before this one, and goes the same way.
    await send({ ...other, query: OTHER });
    held.answer();
    return Promise.all([first, second]);
  }

  test('of one caller are sent once, and answered to each', async () => {
    const answers = await together({}, {});
    expect(asked()).toBe(1);
    for (const { body } of answers) expect(body).toEqual({ data: answered });
    const token = await issuer.sign();
    await together({ token }, { token });
    expect(asked()).toBe(2);
  });

  test('are sent again once they have been answered', async () => {
    await send({});
    await send({});
    expect(asked()).toBe(2);
  });

  test.each<[string, () => Promise<[Parameters<typeof send>[0], Parameters<typeof send>[0]]>]>([
    [
      'of two users',
      async () => [
        { token: await issuer.sign() },
        { token: await issuer.sign({ sub: 'user-2', sid: 'session-2' }) },
      ],
    ],
    ['of a user and nobody', async () => [{ token: await issuer.sign() }, {}]],
    [
      'of one user with other scopes',
      async () => [
        { token: await issuer.sign() },
        { token: await issuer.sign({ scope: 'more:scope' }) },
      ],
    ],
    [
      'with another value of a header that is passed on',
      async () => [{ headers: { 'x-tenant': 'a' } }, { headers: { 'x-tenant': 'b' } }],
    ],
    [
      'that are mutations',
      async () => {
        const mutation = { query: 'mutation { rename(id: "1", name: "x") { name } }' };
        return [mutation, mutation];
      },
    ],
  ])('%s are each sent', async (_name, pair) => {
    await together(...(await pair()));
    expect(asked()).toBe(2);
  });

  test('are answered to who stayed when the first to ask has gone', async () => {
    const held = gateway().people.holdNext();
    const gone = new AbortController();
    const first = fetch(gateway().url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
      signal: gone.signal,
    });
    await held.arrived;
    const second = send({});
    await send({ query: OTHER });
    gone.abort();
    await expect(first).rejects.toThrow('abort');
    await sleep(A_WHILE_MS);
    held.answer();
    expect((await second).body).toEqual({ data: answered });
    expect(asked()).toBe(1);
  });
});

describe('with sharing off', () => {
  const gateway = useGateway({ config: () => 'shareInFlight: false\n' });

  test('every query is sent', async () => {
    const held = gateway().people.holdNext();
    const first = sendOperation(gateway().url, { query });
    await held.arrived;
    await sendOperation(gateway().url, { query });
    held.answer();
    await first;
    expect(gateway().people.received).toHaveLength(2);
  });
});
