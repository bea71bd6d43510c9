import { withClient } from '@causeway/database';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fetchSupergraph } from './distribution.ts';
import { createGraph, publish, schemaOf, subgraph } from './publishing.ts';
import { createToken, type NewGrant, revokeToken } from './tokens.ts';
import { ADMIN, type TestRegistry, useRegistry } from './use-registry.ts';

let now = new Date('2026-03-01T10:00:00Z');
const registries = useRegistry({ now: () => now });
const registry = () => registries()[0] as TestRegistry;

beforeAll(async () => {
  await createGraph(registry(), 'shop');
  await createGraph(registry(), 'bank');
  for (const ref of ['shop@production', 'shop@staging', 'bank@production']) {
    await publish(registry(), ref, [subgraph('users'), subgraph('items')]);
  }
});
beforeEach(() => {
  now = new Date('2026-03-01T10:00:00Z');
});

const tokenFor = async (...grants: NewGrant[]) =>
  (await createToken(registry(), { grants })).secret;

/** The code of the first error, or `done`. */
const outcome = async (query: string, variables: object, token: string) => {
  const { data, errors } = await registry().ask(query, variables, token);
  if (errors !== undefined) return errors[0]?.extensions.code;
  return Object.values(data ?? {}).every((value) => value === null) ? 'nothing' : 'done';
};

let changes = 0;

/** What is tried of `shop`, and how it ends for a token: `done`, `nothing` where what is asked for is hidden. */
const tries: Record<string, (token: string) => Promise<string | undefined>> = {
  read: (token) => outcome('{ variant(ref: "shop@production") { ref } }', {}, token),
  readStaging: (token) => outcome('{ variant(ref: "shop@staging") { ref } }', {}, token),
  async serve(token) {
    const { status } = await fetchSupergraph(registry(), 'shop@production', { token });
    return status === 200 ? 'done' : status === 403 ? 'FORBIDDEN' : String(status);
  },
  check: (token) =>
    outcome(
      'mutation ($input: CheckSubgraphInput!) { checkSubgraph(input: $input) { __typename } }',
      { input: { ref: 'shop@production', name: 'users', sdl: schemaOf('users') } },
      token,
    ),
  publishUsers: (token) => tryPublish('users', token),
  publishItems: (token) => tryPublish('items', token),
  rollback: (token) =>
    outcome(
      'mutation { rollback(input: { ref: "shop@production", to: 1 }) { __typename } }',
      {},
      token,
    ),
  audit: (token) => outcome('{ graph(name: "shop") { audit { nodes { id } } } }', {}, token),
  admin: (token) =>
    outcome(
      `mutation { createToken(input: {
        name: "x", grants: [{ graph: "shop", permissions: [READ] }]
      }) { __typename } }`,
      {},
      token,
    ),
  otherGraph: (token) => outcome('{ variant(ref: "bank@production") { ref } }', {}, token),
};

function tryPublish(name: string, token: string) {
  changes += 1;
  const input = {
    ref: 'shop@production',
    subgraphs: [subgraph(name, schemaOf(`${name}${changes}`))],
  };
  return outcome(
    'mutation ($input: PublishSubgraphsInput!) { publishSubgraphs(input: $input) { __typename } }',
    { input },
    token,
  );
}

const shop = (permission: string, more: Partial<NewGrant> = {}): NewGrant => ({
  ...{ graph: 'shop', permissions: [permission] },
  ...more,
});

describe('what a token may', () => {
  const rows: [string, NewGrant, readonly string[]][] = [
    ['READ', shop('READ'), ['read', 'readStaging', 'serve']],
    ['READ of a variant', shop('READ', { variant: 'production' }), ['read', 'serve']],
    ['SERVE', shop('SERVE'), ['serve']],
    ['SERVE of another variant', shop('SERVE', { variant: 'staging' }), []],
    ['CHECK', shop('CHECK'), ['check']],
    ['CHECK of another subgraph', shop('CHECK', { subgraph: 'items' }), []],
    ['PUBLISH', shop('PUBLISH'), ['publishUsers', 'publishItems']],
    [
      'PUBLISH of a subgraph of a variant',
      shop('PUBLISH', { variant: 'production', subgraph: 'users' }),
      ['publishUsers'],
    ],
    ['PUBLISH of another variant', shop('PUBLISH', { variant: 'staging' }), []],
    ['ROLLBACK', shop('ROLLBACK'), ['read', 'readStaging', 'serve', 'rollback']],
    ['ADMIN', shop('ADMIN'), Object.keys(tries).filter((name) => name !== 'otherGraph')],
    [
      'ADMIN of a variant',
      shop('ADMIN', { variant: 'production' }),
      ['read', 'serve', 'check', 'publishUsers', 'publishItems', 'rollback'],
    ],
    ['ADMIN of a subgraph', shop('ADMIN', { subgraph: 'users' }), ['check', 'publishUsers']],
    ['ADMIN of another graph', shop('ADMIN', { graph: 'bank' }), ['otherGraph']],
  ];

  test.each(rows)('with %s', async (_name, grant, allowed) => {
    const token = await tokenFor(grant);
    const done: string[] = [];
    for (const [name, attempt] of Object.entries(tries)) {
      const ended = await attempt(token);
      if (ended === 'done') done.push(name);
      else expect(['FORBIDDEN', 'nothing'], name).toContain(ended);
    }
    expect(done).toEqual(Object.keys(tries).filter((name) => allowed.includes(name)));
  });

  test.each(['supergraphSdl', 'apiSdl', 'subgraphs { sdl }'])(
    'with PUBLISH does not tell what others have published: %s',
    async (field) => {
      const query = `mutation ($input: PublishSubgraphsInput!) { publishSubgraphs(input: $input) {
        ... on Published { version { number ${field} } }
      } }`;
      const input = { ref: 'shop@staging', subgraphs: [subgraph('users', schemaOf('users'))] };
      expect(await outcome(query, { input }, await tokenFor(shop('PUBLISH')))).toBe('FORBIDDEN');
      expect(await outcome(query, { input }, ADMIN)).toBe('done');
    },
  );

  test('lists only graphs that it has a right to, and of tokens only the rights to that graph', async () => {
    const token = await tokenFor(shop('ADMIN'));
    const secret = { name: 'of both', grants: [shop('READ'), shop('READ', { graph: 'bank' })] };
    await createToken(registry(), secret);
    const { data } = await registry().ask(
      '{ graphs { name tokens { name grants { graph } } } }',
      {},
      token,
    );
    const graphs = data?.graphs as unknown as {
      name: string;
      tokens: { grants: { graph: string }[] }[];
    }[];
    expect(graphs.map(({ name }) => name)).toEqual(['shop']);
    const named = graphs.flatMap(({ tokens }) => tokens.flatMap(({ grants }) => grants));
    expect(new Set(named.map(({ graph }) => graph))).toEqual(new Set(['shop']));
  });

  test('gives no right to a graph that it has none to', async () => {
    const token = await tokenFor(shop('ADMIN'));
    const grants = [shop('READ'), shop('READ', { graph: 'bank' })];
    await expect(createToken(registry(), { grants }, token)).rejects.toThrow('FORBIDDEN');
  });
});

describe('a token', () => {
  const asks = (token: string | null) =>
    fetch(`${registry().origin}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token !== null && { authorization: token }),
      },
      body: '{"query":"{ viewer { name } }"}',
    });

  test.each([
    ['none', null],
    ['no Bearer', ADMIN],
    ['something else', 'Bearer sesame'],
    ['one that nobody was given', `Bearer cwt_${'b'.repeat(43)}`],
    ['one cut short', `Bearer ${ADMIN.slice(0, -1)}`],
    ['a password', 'Basic YTpi'],
  ])('is needed: %s is answered 401, with what is asked for', async (_what, authorization) => {
    const response = await asks(authorization);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="causeway-registry"');
    const { errors } = (await response.json()) as { errors: [{ extensions: { code: string } }] };
    expect(errors[0].extensions.code).toBe('UNAUTHENTICATED');
  });

  test('is worth nothing when it is over', async () => {
    const expiresAt = '2026-03-01T11:00:00Z';
    const { secret } = await createToken(registry(), { grants: [shop('READ')], expiresAt });
    expect((await asks(`Bearer ${secret}`)).status).toBe(200);
    now = new Date(expiresAt);
    expect((await asks(`Bearer ${secret}`)).status).toBe(401);
  });

  test('is worth nothing at once when it is revoked, by its id', async () => {
    const { secret, token } = await createToken(registry(), { grants: [shop('READ')] });
    await revokeToken(registry(), token.id);
    expect((await asks(`Bearer ${secret}`)).status).toBe(401);
  });

  test.each(['nonsense', '00000000-0000-4000-8000-000000000000'])(
    'that is not there cannot be revoked: %s',
    async (id) => {
      await expect(revokeToken(registry(), id)).rejects.toThrow('NOT_FOUND');
    },
  );

  test('is not kept as it is', async () => {
    const { secret, token } = await createToken(registry(), { grants: [shop('READ')] });
    const { rows } = await withClient(registry().databaseUrl, (client) =>
      client.query('SELECT token::text FROM registry.token WHERE id = $1', [token.id]),
    );
    expect(rows[0].token).not.toContain(secret.slice(4));
    expect(rows[0].token).not.toContain(Buffer.from(secret).toString('hex'));
  });

  test('has its last use written down once a minute', async () => {
    const { secret } = await createToken(registry(), { name: 'used', grants: [shop('ADMIN')] });
    const lastUse = async () =>
      (
        await registry().get<{ lastUsedAt: string }>(
          'viewer',
          '{ viewer { lastUsedAt } }',
          {},
          secret,
        )
      ).lastUsedAt;
    await lastUse();
    await expect.poll(lastUse).toBe('2026-03-01T10:00:00.000Z');
    now = new Date('2026-03-01T10:00:59Z');
    await lastUse();
    expect(await lastUse()).toBe('2026-03-01T10:00:00.000Z');
    now = new Date('2026-03-01T10:01:01Z');
    await expect.poll(lastUse).toBe('2026-03-01T10:01:01.000Z');
  });

  test.each([
    ['no rights', { grants: [] }, ['grants']],
    [
      'a graph that is no name',
      { grants: [shop('READ', { graph: '*' })] },
      ['grants', '0', 'graph'],
    ],
    ...['READ', 'SERVE', 'ROLLBACK'].map(
      (permission): [string, { grants: NewGrant[] }, string[]] => [
        `${permission} of one subgraph`,
        { grants: [shop(permission, { subgraph: 'users' })] },
        ['grants', '0', 'permissions'],
      ],
    ),
    [
      'an end that is past',
      { grants: [shop('READ')], expiresAt: '2026-02-28T00:00:00Z' },
      ['expiresAt'],
    ],
    ['no name', { name: ' ', grants: [shop('READ')] }, ['name']],
    ['the name of the first token', { name: 'bootstrap', grants: [shop('READ')] }, ['name']],
  ])('cannot be made with %s', async (_what, input, path) => {
    const answer = await createToken(registry(), input);
    expect(answer).toMatchObject({ __typename: 'InvalidInput', fields: [{ path }] });
  });
});

test('who published, gave rights or was refused is on record', async () => {
  await createGraph(registry(), 'audited');
  const grants = [{ graph: 'audited', subgraph: 'users', permissions: ['PUBLISH'] }];
  const { secret, token } = await createToken(registry(), { name: 'team users', grants });
  await publish(registry(), 'audited@main', [subgraph('users')], {
    token: secret,
    revision: 'abc',
  });
  const broken = { name: 'users', sdl: 'type Query { a: Nothing }' };
  await publish(registry(), 'audited@main', [broken], { token: secret });
  await expect(
    publish(registry(), 'audited@main', [subgraph('items')], { token: secret }),
  ).rejects.toThrow('FORBIDDEN');
  await revokeToken(registry(), token.id);
  const { audit } = await registry().get<{ audit: { nodes: object[] } }>(
    'graph',
    '{ graph(name: "audited") { audit { nodes { by action variant outcome summary at } } } }',
  );
  const at = now.toISOString();
  const main = { by: 'team users', action: 'subgraph.publish', variant: 'audited@main', at };
  expect(audit.nodes).toEqual([
    {
      by: 'bootstrap',
      action: 'token.revoke',
      variant: null,
      outcome: 'DONE',
      at,
      summary: `token "team users" (${token.id})`,
    },
    { ...main, outcome: 'REFUSED', summary: 'items: no right' },
    { ...main, outcome: 'REFUSED', summary: 'users: does not compose' },
    { ...main, outcome: 'DONE', summary: 'users at abc' },
    {
      by: 'bootstrap',
      action: 'token.create',
      variant: null,
      outcome: 'DONE',
      at,
      summary: `token "team users" (${token.id})`,
    },
    {
      by: 'bootstrap',
      action: 'graph.create',
      variant: null,
      outcome: 'DONE',
      at,
      summary: 'audited',
    },
  ]);
});
