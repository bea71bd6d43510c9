import { describe, expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { useGateway } from '../support/use-gateway.ts';

interface ErrorBody {
  errors: { extensions: { code: string } }[];
}

const gateway = useGateway();
const at = (path: string) => new URL(path, gateway().url);

describe('the edge', () => {
  test('answers a federated query', async () => {
    const { body, headers } = await sendOperation(gateway().url, {
      query: '{ person(id: "1") { name reviews { text } } }',
      headers: { 'x-request-id': 'mine-1' },
    });
    expect(body).toEqual({ data: { person: { name: 'Ada', reviews: [{ text: 'by 1' }] } } });
    expect(headers.get('x-request-id')).toBe('mine-1');
  });

  test('answers a query by GET and refuses a mutation by GET', async () => {
    const get = (query: string) =>
      fetch(`${gateway().url}?query=${encodeURIComponent(query)}`, {
        headers: { 'apollo-require-preflight': '1' },
      });
    expect(await (await get('{ people { name } }')).json()).toMatchObject({
      data: { people: [{ name: 'Ada' }, { name: 'Grace' }] },
    });
    expect((await get('mutation { rename(id: "1", name: "x") { id } }')).status).toBe(405);
  });

  test('names the methods it takes to whoever uses another', async () => {
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'HEAD']) {
      const response = await fetch(gateway().url, { method });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
    }
  });

  test('refuses a body over the limit, a batch, and what is not JSON, each with a code', async () => {
    const post = async (body: string) => {
      const response = await fetch(gateway().url, {
        ...{ method: 'POST', body },
        headers: { 'content-type': 'application/json' },
      });
      return [response.status, ((await response.json()) as ErrorBody).errors[0]?.extensions.code];
    };
    expect(
      await post(JSON.stringify({ query: `{ people { name } } #${'x'.repeat(1_100_000)}` })),
    ).toEqual([413, 'REQUEST_TOO_LARGE']);
    expect(await post('[{"query":"{ people { name } }"}]')).toEqual([400, 'BATCHING_NOT_ENABLED']);
    expect(await post('{"query":')).toEqual([400, 'BAD_REQUEST']);
    expect(await post('{"query":"{ nobody }"}')).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
    expect(await post('{"query":"{"}')).toEqual([400, 'GRAPHQL_PARSE_FAILED']);
  });

  test('answers health, and 404 with a code for anything else', async () => {
    expect((await fetch(at('/health/live'))).status).toBe(200);
    expect((await fetch(at('/health/ready'))).status).toBe(200);
    const unknown = await fetch(at('/admin'));
    expect([
      unknown.status,
      ((await unknown.json()) as ErrorBody).errors[0]?.extensions.code,
    ]).toEqual([404, 'NOT_FOUND']);
  });

  test('shows the plan and what it cost to who asks for it', async () => {
    const { body } = await sendOperation(gateway().url, {
      query: '{ people { name reviews { text } } }',
      headers: { 'causeway-debug': 'plan' },
    });
    const { plan, planText, planningMs, fetches } = body.extensions.causeway;
    expect(planText).toMatchInlineSnapshot(`
      "QueryPlan {
        Sequence {
          Fetch(service: "people") {
            {
              people {
                __typename
                name
                id
              }
            }
          },
          Flatten(path: "people.@") {
            Fetch(service: "reviews") {
              {
                ... on Person {
                  __typename
                  id
                }
              } =>
              {
                ... on Person {
                  reviews {
                    text
                  }
                }
              }
            }
          }
        }
      }"
    `);
    expect(plan.node).toMatchObject({
      kind: 'Sequence',
      nodes: [{ kind: 'Fetch' }, { kind: 'Flatten' }],
    });
    expect(planningMs).toBeGreaterThanOrEqual(0);
    expect(fetches).toMatchObject([
      { subgraph: 'people', status: 200, sqlStatements: 2, sqlDurationMs: 1.5 },
      { subgraph: 'reviews', status: 200, entityCount: 2 },
    ]);
  });
});

describe('the sandbox', () => {
  test('is a page of its own, under a policy that keeps it to its origin', async () => {
    const response = await fetch(at('/'), { headers: { accept: 'text/html' } });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
  });

  test('is told where the graph is and whether it may see plans', async () => {
    expect(await (await fetch(at('/sandbox/config.json'))).json()).toEqual({
      endpoint: '/graphql',
      signIn: null,
      hasStatus: false,
      registry: null,
      developer: true,
    });
  });

  test('does not serve files beside its own', async () => {
    for (const path of ['/assets/../../package.json', '/assets/%2e%2e/%2e%2e/package.json']) {
      expect((await fetch(at(path))).status).toBe(404);
    }
  });
});

describe('in production', () => {
  const production = useGateway({ environment: () => ({ NODE_ENV: 'production' }) });

  test('there is no introspection, no sandbox, and no plan', async () => {
    const introspection = await sendOperation(production().url, {
      query: '{ __schema { types { name } } }',
    });
    expect(introspection.status).toBe(400);
    const misspelt = await sendOperation(production().url, { query: '{ peopel { name } }' });
    expect(misspelt.body.errors?.[0]?.message).not.toContain('people');
    expect((await fetch(new URL('/', production().url))).status).toBe(404);
    const { body } = await sendOperation(production().url, {
      query: '{ people { name } }',
      headers: { 'causeway-debug': 'plan' },
    });
    expect(body.extensions).toBeUndefined();
  });
});
