import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { answering } from '../support/start-small-subgraph.ts';
import { useGateway } from '../support/use-gateway.ts';

const gateway = useGateway({
  config: () => `
requestTimeoutMs: 6000
all: { retry: { attempts: 5, backoffMs: 5 }, circuitBreaker: { enabled: false } }
subgraphs: { reviews: { timeoutMs: 3000 } }
`,
});
const query = '{ people { name } }';
const answered = { people: [{ name: 'Ada' }, { name: 'Grace' }] };
const mutation = 'mutation { rename(id: "1", name: "x") { id } }';
const withReviews = '{ people { name reviews { text } } }';
const code = (body: { errors?: readonly { extensions?: { code?: string } }[] }) =>
  body.errors?.[0]?.extensions?.code;

let before: { people: number; reviews: number };
beforeEach(() => {
  const { people, reviews } = gateway();
  before = { people: people.received.length, reviews: reviews.received.length };
});
afterEach(() => {
  gateway().people.misbehave(null);
  gateway().reviews.misbehave(null);
});
const asked = (name: 'people' | 'reviews') => gateway()[name].received.length - before[name];

describe('a query is sent again', () => {
  test.each([
    ['when the connection is reset', { kind: 'reset' } as const],
    [
      'when the answer breaks off',
      { kind: 'raw', bytes: 'HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{' } as const,
    ],
    [
      'when a proxy has no subgraph',
      answering('<h1>none</h1>', { status: 502, contentType: 'text/html' }),
    ],
    [
      'when it is told to come back',
      answering('{}', { status: 503, headers: { 'retry-after': '0' } }),
    ],
    ['when it asks too often', answering('{}', { status: 429 })],
    ['when a proxy waited too long', answering('', { status: 504 })],
  ])('%s', async (_name, how) => {
    gateway().people.misbehave(how, 2);
    expect((await sendOperation(gateway().url, { query })).body).toEqual({ data: answered });
    expect(asked('people')).toBe(3);
  });

  test('as often as it may be, and then its failure is told', async () => {
    gateway().people.misbehave({ kind: 'reset' });
    expect(code((await sendOperation(gateway().url, { query })).body)).toBe('SUBGRAPH_UNREACHABLE');
    expect(asked('people')).toBe(5);
  });

  test('not before the time that the subgraph names', async () => {
    gateway().people.misbehave(answering('', { status: 503, headers: { 'retry-after': '1' } }), 1);
    const startedAtMs = performance.now();
    expect((await sendOperation(gateway().url, { query })).body).toEqual({ data: answered });
    expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(990);
  });

  test('once for all who share it', async () => {
    const held = gateway().people.holdNext();
    const first = sendOperation(gateway().url, { query });
    await held.arrived;
    const second = sendOperation(gateway().url, { query });
    // It came before this one, and goes the same way.
    await sendOperation(gateway().url, { query: '{ people { id } }' });
    gateway().people.misbehave({ kind: 'reset' }, 1);
    held.answer();
    for (const { body } of await Promise.all([first, second])) {
      expect(body).toEqual({ data: answered });
    }
    // Twice, and what was asked in between.
    expect(asked('people')).toBe(3);
  });

  test('also when it asks for the entities that a mutation gave', async () => {
    gateway().reviews.misbehave({ kind: 'reset' }, 1);
    const { body } = await sendOperation(gateway().url, {
      query: 'mutation { rename(id: "1", name: "x") { reviews { text } } }',
    });
    expect(body).toEqual({ data: { rename: { reviews: [{ text: 'by 1' }] } } });
    expect([asked('people'), asked('reviews')]).toEqual([1, 2]);
  });
});

describe('a request is not sent again', () => {
  test.each([
    ['when it has failed for good', answering('{}', { status: 500 })],
    ['when it is refused', answering('{}', { status: 400 })],
    [
      'when it would be later than its deadline',
      answering('', { status: 503, headers: { 'retry-after': '3600' } }),
    ],
    ['when no HTTP is spoken', { kind: 'raw', bytes: 'SSH-2.0-OpenSSH_9.6\r\n' } as const],
  ])('%s', async (_name, how) => {
    gateway().people.misbehave(how);
    await sendOperation(gateway().url, { query });
    expect(asked('people')).toBe(1);
  });

  test.each([
    ['reset', { kind: 'reset' } as const, 'SUBGRAPH_UNREACHABLE'],
    ['answered with 503', answering('', { status: 503 }), 'SUBGRAPH_BAD_RESPONSE'],
  ])('when it is a mutation that was %s', async (_name, how, expected) => {
    gateway().people.misbehave(how);
    const { body } = await sendOperation(gateway().url, { query: mutation });
    expect(code(body)).toBe(expected);
    expect(asked('people')).toBe(1);
  });

  test('when its client has gone while it waits to be', async () => {
    gateway().people.misbehave(answering('', { status: 503, headers: { 'retry-after': '2' } }));
    const client = new AbortController();
    const answer = fetch(gateway().url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
      signal: client.signal,
    });
    await expect.poll(() => asked('people')).toBe(1);
    client.abort();
    await expect(answer).rejects.toThrow('abort');
    gateway().people.misbehave(null);
    await sendOperation(gateway().url, { query });
    // Only the second query; the first would have come two seconds after it was answered.
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    expect(asked('people')).toBe(2);
  });
});

describe('a subgraph that is away', () => {
  test('for a moment is missed by no query, and by no mutation that could not be sent', async () => {
    await gateway().people.goDown();
    const waiting = [query, mutation].map((text) => sendOperation(gateway().url, { query: text }));
    await gateway().people.comeBack();
    const [read, written] = await Promise.all(waiting);
    expect(read?.body).toEqual({ data: answered });
    expect(written?.body).toEqual({ data: { rename: { id: '1' } } });
  });

  test('leaves no idle connection behind that fails the next requests', async () => {
    for (let round = 0; round < 5; round += 1) {
      await Promise.all(
        ['1', '2'].map((id) =>
          sendOperation(gateway().url, { query: `{ person(id: "${id}") { name } }` }),
        ),
      );
      await gateway().people.goDown();
      await gateway().people.comeBack();
      expect((await sendOperation(gateway().url, { query: mutation })).body.errors).toBeUndefined();
    }
  });
});

describe('deadlines', () => {
  test('travel to the subgraph, and no client can set them', async () => {
    const headers = { 'causeway-timeout-ms': '999999' };
    await sendOperation(gateway().url, { query: withReviews, headers });
    const left = (name: 'people' | 'reviews') =>
      Number(gateway()[name].received.at(-1)?.headers['causeway-timeout-ms']);
    expect(left('reviews')).toBeGreaterThan(1_500);
    expect(left('reviews')).toBeLessThanOrEqual(3_000);
    // Less than its own ten seconds: the client's request is over sooner.
    expect(left('people')).toBeGreaterThan(3_000);
    expect(left('people')).toBeLessThanOrEqual(6_000);
  });

  test("hold for a fetch, or for the client's request if that is sooner", async () => {
    gateway().reviews.misbehave({ kind: 'hang' });
    const own = await sendOperation(gateway().url, { query: withReviews });
    expect([own.body.data.people[0].name, code(own.body)]).toEqual(['Ada', 'SUBGRAPH_TIMEOUT']);
    gateway().people.misbehave({ kind: 'hang' });
    const clients = await sendOperation(gateway().url, { query });
    expect([clients.status, clients.body.data, code(clients.body)]).toEqual([
      ...[200, null, 'REQUEST_DEADLINE_EXCEEDED'],
    ]);
    expect(asked('people')).toBe(2);
  });
});
