import { request } from 'undici';
import { describe, expect, test } from 'vitest';
import { useGateway } from '../support/use-gateway.ts';
import { useTokenIssuer } from '../support/use-token-issuer.ts';

const people = { query: '{ people { name } }' };

async function post(url: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return {
    status: response.statusCode,
    headers: response.headers,
    // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asked for
    body: (await response.body.json()) as any,
  };
}

describe('a list of operations', () => {
  const gateway = useGateway();

  test('is refused unless a setting allows it', async () => {
    const { status, body } = await post(gateway().url, [people]);
    expect([status, body.errors[0].extensions]).toEqual([400, { code: 'BATCHING_NOT_ENABLED' }]);
    expect(gateway().people.received).toEqual([]);
  });
});

describe('where lists are allowed', () => {
  const gateway = useGateway({
    config: () => '{ batching: { enabled: true, operations: 3 }, limits: { depth: 2 } }',
  });
  const send = (body: unknown, headers?: Record<string, string>) =>
    post(gateway().url, body, headers);

  test('each operation has its answer, in the order in which they were asked', async () => {
    const { status, headers, body } = await send([
      { query: 'query ($id: ID!) { person(id: $id) { name } }', variables: { id: '2' } },
      people,
      { query: 'mutation { rename(id: "1", name: "x") { id } }' },
    ]);
    expect([status, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
    expect(body).toEqual([
      { data: { person: { name: 'Grace' } } },
      { data: { people: [{ name: 'Ada' }, { name: 'Grace' }] } },
      { data: { rename: { id: '1' } } },
    ]);
  });

  test('each fails for itself, by every rule that it would meet alone', async () => {
    const { status, body } = await send([
      people,
      { query: '{ people { reviews { text } } }' },
      { query: '{ nobody }' },
    ]);
    expect(status).toBe(200);
    expect(body[0].errors).toBeUndefined();
    expect(body.slice(1).map(codeOf)).toEqual(['MAX_DEPTH_LIMIT', 'GRAPHQL_VALIDATION_FAILED']);
    const malformed = await send([null, [people], { query: 1 }]);
    expect(malformed.body.map(codeOf)).toEqual(['BAD_REQUEST', 'BAD_REQUEST', 'BAD_REQUEST']);
  });

  test('more of them than may be, or none, are refused as a whole', async () => {
    const asked = gateway().people.received.length;
    for (const [body, code] of [
      [Array(4).fill(people), 'BATCH_LIMIT_EXCEEDED'],
      [Array(100_000).fill(0), 'BATCH_LIMIT_EXCEEDED'],
      [[], 'BAD_REQUEST'],
    ]) {
      const refused = await send(body);
      expect([refused.status, codeOf(refused.body)]).toEqual([400, code]);
    }
    expect(gateway().people.received).toHaveLength(asked);
  });

  test('a plan that is shown is that of its own operation', async () => {
    const { body } = await send([people, { query: '{ person(id: "1") { reviews { text } } }' }], {
      'causeway-debug': 'plan',
    });
    expect(body[0].extensions?.causeway.planText).toContain('people {');
  });

  test('are not read from an address', async () => {
    const search = `?query=${encodeURIComponent(JSON.stringify([people]))}`;
    const response = await request(gateway().url + search);
    expect(response.statusCode).toBe(400);
  });
});

describe('with a rate limit', () => {
  const gateway = useGateway({
    config: () =>
      '{ batching: { enabled: true }, rateLimit: { address: { limit: 5, windowSeconds: 3600 } } }',
  });

  test('each operation counts as a request', async () => {
    expect((await post(gateway().url, Array(5).fill(people))).status).toBe(200);
    const { status, body } = await post(gateway().url, [people]);
    expect([status, codeOf(body)]).toEqual([429, 'RATE_LIMITED']);
  });

  test('a list that has more of them than may be asked is refused whole', async () => {
    const asked = gateway().people.received.length;
    const { status, body } = await post(gateway().url, [people, people]);
    expect([status, codeOf(body)]).toEqual([429, 'RATE_LIMITED']);
    expect(gateway().people.received).toHaveLength(asked);
  });
});

describe('with tokens', async () => {
  const issuer = await useTokenIssuer();
  const gateway = useGateway({
    config: () => '{ batching: { enabled: true } }',
    environment: () => issuer.environment,
  });

  test('a bad one refuses all of them', async () => {
    const { status, body } = await post(gateway().url, [people, people], {
      authorization: 'Bearer x',
    });
    expect([status, codeOf(body)]).toEqual([401, 'UNAUTHENTICATED']);
  });
});

function codeOf(body: { errors?: { extensions: { code: string } }[] }): string | undefined {
  return body.errors?.[0]?.extensions.code;
}
