import { writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { supergraphOf } from '../support/small-graph.ts';
import { answering } from '../support/start-small-subgraph.ts';
import { useGateway } from '../support/use-gateway.ts';

/** A gateway whose circuits are tried again after so long. */
const useCircuits = (openMs: number) =>
  useGateway({
    config: () => `
all:
  timeoutMs: 3000
  retry: { attempts: 1 }
  circuitBreaker: { minRequests: 4, windowMs: 60000, openMs: ${openMs}, probes: 2 }
`,
    environment: () => ({ METRICS_PORT: '0' }),
  });
type Gateway = ReturnType<typeof useCircuits>;

const query = '{ people { name reviews { text } } }';
const without = {
  people: [
    { name: 'Ada', reviews: null },
    { name: 'Grace', reviews: null },
  ],
};

const send = (gateway: Gateway) => sendOperation(gateway().url, { query });
const codesOf = async (gateway: Gateway) =>
  (await send(gateway)).body.errors?.map(({ extensions }) => extensions?.code);
const IS_OPEN = ['SUBGRAPH_CIRCUIT_OPEN'];
async function open(gateway: Gateway) {
  gateway().reviews.misbehave({ kind: 'reset' });
  await expect.poll(() => codesOf(gateway)).toEqual(IS_OPEN);
}

describe('a circuit that a subgraph has opened by failing', () => {
  // For longer than the tests take.
  const gateway = useCircuits(600_000);

  test('is known to the metrics, with each request and its outcome', async () => {
    const read = async () => (await fetch(String(gateway().running.metricsUrl))).text();
    const state = async () =>
      /^causeway_subgraph_circuit_breaker\{causeway_subgraph="reviews"\} (\d)$/m.exec(
        await read(),
      )?.[1];
    expect(await codesOf(gateway)).toBeUndefined();
    expect(await state()).toBe('0');
    await open(gateway);
    expect(await state()).toBe('2');
    const text = await read();
    const counted = (labels: string) =>
      expect(text).toMatch(
        new RegExp(`^http_client_request_duration_count\\{${labels}\\} [1-9]`, 'm'),
      );
    counted('causeway_subgraph="people"');
    counted('causeway_subgraph="reviews",error_type="SUBGRAPH_UNREACHABLE"');
    counted('causeway_subgraph="reviews",error_type="SUBGRAPH_CIRCUIT_OPEN"');
  });

  test('costs the fields of the subgraph, which is not asked', async () => {
    await open(gateway);
    const asked = gateway().reviews.received.length;
    const { status, body } = await send(gateway);
    expect([status, body.data]).toEqual([200, without]);
    expect(body.errors).toEqual([
      {
        message: 'Subgraph "reviews" is not asked for a while, since it failed to answer.',
        path: ['people', 0, 'reviews'],
        extensions: { code: 'SUBGRAPH_CIRCUIT_OPEN', serviceName: 'reviews' },
      },
    ]);
    expect(gateway().reviews.received).toHaveLength(asked);
  });

  test('stays as it is when a supergraph comes that keeps the subgraph', async () => {
    const { people, reviews, supergraphFile } = gateway();
    await open(gateway);
    const next = supergraphOf([
      people,
      { ...reviews, typeDefs: `${reviews.typeDefs} extend type Query { fresh: Int }` },
    ]);
    await writeFile(supergraphFile, next);
    const knowsFresh = async () =>
      (await sendOperation(gateway().url, { query: '{ fresh }' })).status === 200;
    await expect.poll(knowsFresh).toBe(true);
    expect(await codesOf(gateway)).toEqual(IS_OPEN);
  });
});

const impatient = useCircuits(500);

test('a circuit stays open while what it tries fails, and closes when it is answered', async () => {
  await open(impatient);
  const asked = impatient().reviews.received.length;
  await expect
    .poll(() => codesOf(impatient).then(() => impatient().reviews.received.length))
    .toBeGreaterThan(asked);
  await expect.poll(() => codesOf(impatient)).toEqual(IS_OPEN);
  impatient().reviews.misbehave(null);
  await expect.poll(() => codesOf(impatient)).toBeUndefined();
});
describe('a circuit is not opened', () => {
  const gateway = useCircuits(600_000);

  test('by clients that go away', async () => {
    gateway().reviews.misbehave({ kind: 'hang' });
    for (let count = 0; count < 8; count += 1) {
      const client = new AbortController();
      const asked = gateway().reviews.received.length;
      const answer = fetch(gateway().url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        // Equal ones could still be shared: nobody knows yet that the last client has gone.
        body: JSON.stringify({ query: `{ people { r${count}: reviews { text } } }` }),
        signal: client.signal,
      });
      await expect.poll(() => gateway().reviews.received.length).toBe(asked + 1);
      client.abort();
      await expect(answer).rejects.toThrow('abort');
    }
    gateway().reviews.misbehave(null);
    expect(await codesOf(gateway)).toBeUndefined();
  });

  test.each([400, 429, 500])('by a fault of one client or operation, status %i', async (status) => {
    gateway().reviews.misbehave(answering('{"errors":[{"message":"no"}]}', { status }));
    for (let count = 0; count < 8; count += 1) {
      expect(await codesOf(gateway)).toEqual(['SUBGRAPH_ERROR']);
    }
  });
});
