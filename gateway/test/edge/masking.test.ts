import { request } from 'undici';
import { describe, expect, test } from 'vitest';
import { useGateway } from '../support/use-gateway.ts';

const gateway = useGateway({
  environment: () => ({ NODE_ENV: 'production' }),
  config: () => '{ batching: { enabled: true } }',
});

interface Operation {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
}
interface Failure {
  readonly message: string;
  readonly extensions: Record<string, unknown>;
}

/** The ways in which an operation can be asked. */
const WAYS: Record<string, (operation: Operation) => Promise<Failure | undefined>> = {
  POST: async (operation) => (await post(operation)).errors?.[0],
  GET: async ({ query, variables = {} }) => {
    const search = new URLSearchParams({ query, variables: JSON.stringify(variables) });
    const { body } = await request(`${gateway().url}?${search}`);
    return ((await body.json()) as { errors?: Failure[] }).errors?.[0];
  },
  batch: async (operation) => (await post([operation]))[0].errors?.[0],
};

async function post(sent: unknown) {
  const { body } = await request(gateway().url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(sent),
  });
  // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asked for
  return (await body.json()) as any;
}

describe.each(Object.entries(WAYS))('in production, by %s', (_name, ask) => {
  test.each([
    '{ __schema { types { name } } }',
    '{ __type(name: "Person") { fields { name } } }',
    '{ ...s } fragment s on Query { __schema { queryType { name } } }',
  ])('%s is refused', async (query) => {
    const failure = await ask({ query });
    expect(failure?.extensions).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED' });
  });

  test.each<[string, Operation]>([
    ['field', { query: '{ peopel { name } }' }],
    ['type', { query: '{ people { ... on Persn { name } } }' }],
    ['argument', { query: '{ person(idd: "1") { name } }' }],
    ['literal', { query: '{ people(order: NAMES) { name } }' }],
    [
      'variable',
      { query: 'query ($o: Order) { people(order: $o) { name } }', variables: { o: 'NAMES' } },
    ],
  ])('no name of the schema is told to who misspells a %s', async (_kind, operation) => {
    const { message, extensions } = (await ask(operation)) as Failure;
    expect(message).not.toMatch(/Did you mean/);
    expect(message).not.toMatch(/"(people|Person|id|NAME)"/);
    expect(Object.keys(extensions)).toEqual(['code']);
  });
});
