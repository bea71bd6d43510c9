import { afterEach, describe, expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import type { Misbehaviour } from '../support/start-small-subgraph.ts';
import { useGateway } from '../support/use-gateway.ts';

const gateway = useGateway({
  config:
    'all: { timeoutMs: 300, maxResponseBytes: 20000 }\nsubgraphs: { people: { timeoutMs: 5000 } }\n',
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
  'that hangs': [{ kind: 'hang' }, 'SUBGRAPH_TIMEOUT'],
  'that resets the connection': [{ kind: 'reset' }, 'SUBGRAPH_UNREACHABLE'],
  'whose proxy answers with a page': [
    {
      kind: 'answer',
      status: 502,
      contentType: 'text/html',
      body: '<h1>secret proxy 10.0.0.1</h1>',
    },
    'SUBGRAPH_BAD_RESPONSE',
  ],
  'that breaks off': [json('{"data":{"_entities":[{"reviews":'), 'SUBGRAPH_BAD_RESPONSE'],
  'that answers with an array': [json('[]'), 'SUBGRAPH_BAD_RESPONSE'],
  'that answers with neither data nor errors': [json('{}'), 'SUBGRAPH_BAD_RESPONSE'],
  'that answers too much': [
    json(JSON.stringify({ data: { _entities: [], padding: 'x'.repeat(30_000) } })),
    'SUBGRAPH_RESPONSE_TOO_LARGE',
  ],
  'that is a server error in GraphQL': [
    json(
      JSON.stringify({
        errors: [
          {
            message: 'The database is away.',
            extensions: { code: 'SERVICE_UNAVAILABLE', sql: 'SELECT' },
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
    expect(body.errors?.[0]?.path?.[0]).toBe('people');
    expect(body.errors?.[0]?.extensions).toEqual({ code, serviceName: 'reviews' });
    expect(JSON.stringify(body)).not.toMatch(/secret|10\.0\.0\.1|SELECT|ECONN|stack/);
  });

  test('that has gone costs only its own fields', async () => {
    await gateway().reviews.stop();
    const { body } = await sendOperation(gateway().url, { query });
    expect(body.data.people).toHaveLength(2);
    expect(body.errors?.[0]?.extensions).toEqual({
      code: 'SUBGRAPH_UNREACHABLE',
      serviceName: 'reviews',
    });
  });
});
