import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { supergraphOf } from '../support/small-graph.ts';
import { answering } from '../support/start-small-subgraph.ts';
import { useGateway } from '../support/use-gateway.ts';

const OPEN_MS = 1_000;
const gateway = useGateway({
  config: () => `
all:
  timeoutMs: 3000
  retry: { attempts: 1 }
  circuitBreaker: { minRequests: 4, windowMs: 1000, openMs: ${OPEN_MS}, probes: 2 }
`,
  environment: () => ({ METRICS_PORT: '0' }),
});
const query = '{ people { name reviews { text } } }';
const without = {
  people: [
    { name: 'Ada', reviews: null },
    { name: 'Grace', reviews: null },
  ],
};

const send = () => sendOperation(gateway().url, { query });
const codes = async () => (await send()).body.errors?.map(({ extensions }) => extensions?.code);
async function open() {
  gateway().reviews.misbehave({ kind: 'reset' });
  await expect.poll(codes).toEqual(['SUBGRAPH_CIRCUIT_OPEN']);
}
/** As soon as it lets requests try. */
const closed = { timeout: 5_000, interval: 20 };

afterEach(async () => {
  gateway().reviews.misbehave(null);
  await expect.poll(codes, closed).toBeUndefined();
});

describe('a circuit', () => {
  test('opens for a subgraph that fails, which then is not asked, at the cost of its own fields', async () => {
    await open();
    const asked = gateway().reviews.received.length;
    // Were it asked, it would not answer within three seconds.
    gateway().reviews.misbehave({ kind: 'hang' });
    const startedAtMs = performance.now();
    const { status, body } = await send();
    expect(performance.now() - startedAtMs).toBeLessThan(1_000);
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

  test('stays open while what it tries fails, and closes when it is answered', async () => {
    await open();
    const asked = gateway().reviews.received.length;
    await expect
      .poll(() => codes().then(() => gateway().reviews.received.length), closed)
      .toBeGreaterThan(asked);
    expect(await codes()).toEqual(['SUBGRAPH_CIRCUIT_OPEN']);
    gateway().reviews.misbehave(null);
    await expect.poll(codes, closed).toBeUndefined();
  });

  test('is known to the metrics, with each request and its outcome', async () => {
    const read = async () => (await fetch(String(gateway().running.metricsUrl))).text();
    const state = async () =>
      /^causeway_subgraph_circuit_breaker\{causeway_subgraph="reviews"\} (\d)$/m.exec(
        await read(),
      )?.[1];
    expect(await state()).toBe('0');
    await open();
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

  test('stays as it is when a supergraph comes that keeps the subgraph', async () => {
    const { people, reviews, supergraphFile } = gateway();
    await open();
    const next = supergraphOf([
      people,
      { ...reviews, typeDefs: `${reviews.typeDefs} extend type Query { fresh: Int }` },
    ]);
    await writeFile(supergraphFile, next);
    const knowsFresh = async () =>
      (await sendOperation(gateway().url, { query: '{ fresh }' })).status === 200;
    await expect.poll(knowsFresh, { timeout: 5_000, interval: 5 }).toBe(true);
  });
});

describe('a circuit is not opened', () => {
  beforeEach(async () => {
    // What came before is out of the window, or is none of its business.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
  });

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
    expect(await codes()).toBeUndefined();
  });

  test.each([400, 429, 500])('by a fault of one client or operation, status %i', async (status) => {
    gateway().reviews.misbehave(answering('{"errors":[{"message":"no"}]}', { status }));
    for (let count = 0; count < 8; count += 1) expect(await codes()).toEqual(['SUBGRAPH_ERROR']);
  });
});
