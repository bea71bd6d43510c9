import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readGatewaySettings } from '@causeway/gateway';
import { afterAll, describe, expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { byHash, postGraphql, sha256Of } from '../support/post-graphql.ts';
import { readMetrics } from '../support/read-metrics.ts';
import { supergraphOf } from '../support/small-graph.ts';
import { startSmallSubgraph } from '../support/start-small-subgraph.ts';
import { useGateway } from '../support/use-gateway.ts';
import { useTokenIssuer } from '../support/use-token-issuer.ts';

const soon = { timeout: 40_000, interval: 50 };
const folder = await mkdtemp(join(tmpdir(), 'causeway-variants-'));
const issuer = await useTokenIssuer();
const staged = await startSmallSubgraph('people', {
  typeDefs: `type Query { people: [Person!]! stagedOnly: Int }
    type Person @key(fields: "id") { id: ID! name: String! }`,
  resolvers: { Query: { people: () => [{ id: '1', name: 'Staged' }], stagedOnly: () => 1 } },
});
const stagingFile = join(folder, 'staging.graphql');
const lateFile = join(folder, 'late.graphql');
await writeFile(stagingFile, supergraphOf([staged]));
await writeFile(lateFile, 'no supergraph');
afterAll(async () => {
  await staged.stop();
  await rm(folder, { recursive: true });
});

const gateway = useGateway({
  environment: () => ({
    METRICS_PORT: '0',
    ...issuer.environment,
  }),
  config: () =>
    JSON.stringify({
      cors: { origins: ['https://shop.test'] },
      rateLimit: { address: { limit: 1_000, windowSeconds: 86_400 } },
      variants: {
        named: {
          staging: { supergraph: stagingFile, requiresScopes: [] },
          secret: { supergraph: stagingFile, requiresScopes: ['staging', 'staff'] },
          late: { supergraph: lateFile, requiresScopes: [] },
        },
      },
    }),
});
const PEOPLE = '{ people { name } }';
const MAIN = { data: { people: [{ name: 'Ada' }, { name: 'Grace' }] } };
const STAGED = { data: { people: [{ name: 'Staged' }] } };

const ask = (
  variant?: string,
  { query = PEOPLE, token }: { query?: string; token?: string } = {},
) =>
  sendOperation(gateway().url, {
    ...{ query, token },
    headers: variant === undefined ? {} : { 'x-graph-variant': variant },
  });
const outcome = async (...asked: Parameters<typeof ask>) => {
  const { status, body } = await ask(...asked);
  return [status, body.errors?.[0]?.extensions?.code];
};
const untilStagingIsLoaded = () =>
  expect.poll(async () => (await ask('staging')).status, soon).toBe(200);

describe('a request that names a variant in its header', () => {
  test('is answered by that variant, and one that names none by the main graph', async () => {
    await untilStagingIsLoaded();
    expect((await ask()).body).toEqual(MAIN);
    expect((await ask('staging')).body).toEqual(STAGED);
    expect((await ask('staging', { query: '{ stagedOnly }' })).body).toEqual({
      data: { stagedOnly: 1 },
    });
    expect(await outcome(undefined, { query: '{ stagedOnly }' })).toEqual([
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ]);
  });

  test.each(['production', '', 'Staging', 'staging, staging', '__proto__', 'constructor'])(
    'is refused when there is none of that name: "%s"',
    async (name) => {
      expect(await outcome(name)).toEqual([400, 'UNKNOWN_VARIANT']);
    },
  );

  test('is refused in the same words when the caller lacks a scope of it', async () => {
    await untilStagingIsLoaded();
    const unknown = await ask('nowhere');
    const some = await issuer.sign({ scope: 'staging' });
    for (const token of [undefined, some]) {
      expect((await ask('secret', { ...(token && { token }) })).body).toEqual(unknown.body);
    }
    const token = await issuer.sign({ scope: 'staff staging' });
    await expect.poll(async () => (await ask('secret', { token })).body, soon).toEqual(STAGED);
  });
});

describe('variants', () => {
  test('never have an answer in common, however it is shared or asked for', async () => {
    await untilStagingIsLoaded();
    const held = gateway().people.holdNext();
    const main = ask();
    await held.arrived;
    expect((await ask('staging')).body).toEqual(STAGED);
    held.answer();
    expect((await main).body).toEqual(MAIN);

    const extensions = byHash(sha256Of(PEOPLE));
    expect((await postGraphql(gateway().url, { query: PEOPLE, extensions })).body).toEqual(MAIN);
    const response = await fetch(gateway().url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-graph-variant': 'staging' },
      body: JSON.stringify({ extensions }),
    });
    expect(await response.json()).toEqual(STAGED);
  });

  test('are told apart by caches, and browsers may name them', async () => {
    await untilStagingIsLoaded();
    staged.addHeaders({ 'cache-control': 'public, max-age=60' });
    const headers = { 'x-graph-variant': 'staging', 'causeway-require-preflight': '1' };
    const url = `${gateway().url}?query=${encodeURIComponent(PEOPLE)}`;
    const response = await fetch(url, { headers });
    expect(response.headers.get('cache-control')).toContain('max-age=60');
    expect(response.headers.get('vary')?.split(', ')).toContain('x-graph-variant');
    const preflight = await fetch(gateway().url, {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.test', 'access-control-request-method': 'POST' },
    });
    expect(preflight.headers.get('access-control-allow-headers')).toContain('x-graph-variant');
  });

  test('are counted together where it is about who asks, and apart where it is about the graph', async () => {
    await untilStagingIsLoaded();
    const left = async (variant?: string) => {
      const { headers } = await ask(variant);
      return Number(/;r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1]);
    };
    const before = await left();
    expect(await left('staging')).toBe(before - 1);
    const { metricsUrl } = gateway().running;
    const text = await (await fetch(String(metricsUrl))).text();
    const exchanges = text
      .split('\n')
      .filter((line) => line.startsWith('http_client_request_duration_count'));
    expect(exchanges.some((line) => line.includes('causeway_variant="staging"'))).toBe(true);
    expect(exchanges.some((line) => !line.includes('causeway_variant'))).toBe(true);
    expect(text).not.toContain('causeway_variant="nowhere"');
  });

  test('swap each for itself', async () => {
    await untilStagingIsLoaded();
    await writeFile(stagingFile, `${supergraphOf([staged])}\n# the second`);
    const updates = 'causeway_supergraph_updates_total{outcome="accepted"';
    const count = (rest: string) => readMetrics(gateway().running.metricsUrl, updates + rest);
    await expect.poll(() => count(',causeway_variant="staging"}'), soon).toBe(1);
    expect(await count('}')).toBe(0);
    expect((await ask()).body).toEqual(MAIN);
    expect((await ask('staging')).body).toEqual(STAGED);
  });

  test('that cannot be loaded answer 503 until they can, and keep nothing else from being served', async () => {
    const ready = await fetch(new URL('/health/ready', gateway().url));
    expect(ready.status).toBe(200);
    const { status, headers } = await ask('late');
    expect([status, headers.get('retry-after')]).toEqual([503, '5']);
    expect(await outcome('late')).toEqual([503, 'VARIANT_UNAVAILABLE']);
    expect((await ask()).body).toEqual(MAIN);
    await writeFile(lateFile, supergraphOf([staged]));
    await expect.poll(async () => (await ask('late')).body, soon).toEqual(STAGED);
  });
});

describe('settings of variants', () => {
  const reading = async (variants: unknown) => {
    const config = join(folder, 'settings.yaml');
    await writeFile(config, JSON.stringify({ variants }));
    return () => readGatewaySettings({ supergraph: 'x', config }, { LOG_LEVEL: 'silent' });
  };

  test('have to say who may ask', async () => {
    const open = await reading({ named: { staging: { supergraph: 'x' } } });
    expect(open).toThrow(
      /requiresScopes: required: the scopes that callers must have; \[\] opens it/,
    );
  });

  test('name one source, which can be found, and scopes that somebody can have', async () => {
    const wrong = await reading({
      named: { a: { requiresScopes: [] }, b: { registry: 'shop@staging', requiresScopes: [] } },
    });
    expect(wrong).toThrow(/variants\.named\.a: expected supergraph or registry/);
    const lacking = await reading({
      named: {
        b: { registry: 'shop@staging', requiresScopes: [] },
        c: { supergraph: 'x', requiresScopes: ['s'] },
      },
    });
    expect(lacking).toThrow(/named\.b\.registry: the settings `registry` say where it is/);
    expect(lacking).toThrow(/named\.c\.requiresScopes: nobody could have them/);
  });

  test('find their files from where the settings file is', async () => {
    const config = join(folder, 'relative.yaml');
    const named = { staging: { supergraph: './staging.graphql', requiresScopes: [] } };
    await writeFile(config, JSON.stringify({ variants: { named } }));
    const { variants } = readGatewaySettings({ supergraph: 'x', config }, {});
    expect(variants.named.staging?.supergraph).toBe(stagingFile);
  });
});
