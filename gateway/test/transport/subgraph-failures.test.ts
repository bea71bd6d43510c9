import { afterEach, describe, expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import type { Misbehaviour } from '../support/start-small-subgraph.ts';
import { useGateway } from '../support/use-gateway.ts';

const gateway = useGateway({
  config: () => 'all: { retry: { attempts: 1 }, circuitBreaker: { enabled: false } }\n',
});
const query = '{ people { name reviews { text } } }';

afterEach(() => {
  gateway().people.misbehave(null);
  gateway().reviews.misbehave(null);
});

const json = (body: string, status = 200): Misbehaviour => ({
  ...{ kind: 'answer', status, body },
  contentType: 'application/json',
});

const cases: Record<string, [Misbehaviour, string]> = {
  'that answers with fewer entities than it was asked for': [
    json('{"data":{"_entities":[{"reviews":[]}]}}'),
    'SUBGRAPH_BAD_RESPONSE',
  ],
  'that answers with something else than entities': [
    json('{"data":{"_entities":["Ada",1]}}'),
    'SUBGRAPH_BAD_RESPONSE',
  ],
  'that is a server error in GraphQL': [
    json(
      JSON.stringify({
        errors: [
          {
            message: 'The database is away.',
            path: 'no path',
            extensions: {
              code: 'SERVICE_UNAVAILABLE',
              sql: 'SELECT',
              http: { status: 418, headers: { 'set-cookie': 'a=b' } },
            },
          },
        ],
      }),
      503,
    ),
    'SERVICE_UNAVAILABLE',
  ],
};

describe('a subgraph', () => {
  test.each(Object.entries(cases))('%s costs only its own fields', async (_name, [how, code]) => {
    gateway().reviews.misbehave(how);
    const { status, body } = await sendOperation(gateway().url, { query });
    expect(status).toBe(200);
    expect(body.data).toEqual({
      people: [
        { name: 'Ada', reviews: null },
        { name: 'Grace', reviews: null },
      ],
    });
    expect(body.errors).toHaveLength(1);
    expect(body.errors?.[0]?.path).toEqual(['people', 0, 'reviews']);
    expect(body.errors?.[0]?.extensions).toEqual({ code, serviceName: 'reviews' });
    expect(JSON.stringify(body)).not.toMatch(/secret|10\.0\.0\.1|SELECT|ECONN|stack/);
  });

  test('that fails on a whole query is told of at each field of it', async () => {
    gateway().people.misbehave({ kind: 'reset' });
    const { status, body } = await sendOperation(gateway().url, {
      query: '{ one: person(id: "1") { name } two: person(id: "2") { name } }',
    });
    expect(status).toBe(200);
    expect(body.data).toEqual({ one: null, two: null });
    expect(body.errors?.map(({ path, extensions }) => [path, extensions?.code])).toEqual([
      [['one'], 'SUBGRAPH_UNREACHABLE'],
      [['two'], 'SUBGRAPH_UNREACHABLE'],
    ]);
  });

  test('whose error has a path costs that field, at its place in the response', async () => {
    gateway().reviews.misbehave(
      json(
        JSON.stringify({
          data: { _entities: [{ reviews: [{ text: 'kept' }] }, { reviews: null }] },
          errors: [
            {
              message: 'Not for you.',
              path: ['_entities', 1, 'reviews'],
              extensions: { code: 'FORBIDDEN', stacktrace: ['at reviews.ts'] },
            },
          ],
        }),
      ),
    );
    const { body } = await sendOperation(gateway().url, { query });
    expect(body).toEqual({
      data: {
        people: [
          { name: 'Ada', reviews: [{ text: 'kept' }] },
          { name: 'Grace', reviews: null },
        ],
      },
      errors: [
        {
          message: 'Not for you.',
          path: ['people', 1, 'reviews'],
          extensions: { code: 'FORBIDDEN', serviceName: 'reviews' },
        },
      ],
    });
  });

  test('that leaves out what it must not is explained where the null ends up', async () => {
    gateway().reviews.misbehave(
      json('{"data":{"_entities":[{"reviews":[{"text":null}]},{"reviews":[]}]}}'),
    );
    const { body } = await sendOperation(gateway().url, { query });
    expect(body.data).toEqual({
      people: [
        { name: 'Ada', reviews: null },
        { name: 'Grace', reviews: [] },
      ],
    });
    expect(body.errors).toEqual([
      {
        message: expect.stringContaining('non-nullable'),
        path: ['people', 0, 'reviews', 0, 'text'],
        extensions: { code: 'SUBGRAPH_BAD_RESPONSE' },
      },
    ]);
  });

  test('is not waited for when the client has gone', async () => {
    const held = gateway().people.holdNext();
    const client = new AbortController();
    const answer = fetch(gateway().url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
      signal: client.signal,
    });
    await held.arrived;
    const asked = gateway().reviews.received.length;
    client.abort();
    await expect(answer).rejects.toThrow('abort');
    await held.abandoned;
    held.answer();
    expect(gateway().reviews.received).toHaveLength(asked);
  });
});
