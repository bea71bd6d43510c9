import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { createGraph, publish, subgraph, withLink } from './publishing.ts';
import { createToken } from './tokens.ts';
import { postUsage, reported, reportUsage } from './usage.ts';
import { ADMIN, type TestRegistry, useRegistry } from './use-registry.ts';

const registries = useRegistry({ count: 2 });
const registry = () => registries()[0] as TestRegistry;
const SCHEMA = withLink(`
  type Query { user(id: ID!): User users: [User] }
  type User { id: ID! name: String old: String @deprecated(reason: "gone") }
`);
const WITH_INPUTS = withLink(`
  type Query { users(filter: Filter, by: By): [User] }
  type User { id: ID! }
  input Filter { name: String since: Since not: Filter }
  input Since { year: Int @deprecated(reason: "gone") }
  input By { id: ID }
`);

beforeAll(async () => {
  await createGraph(registry(), 'shop');
  for (const variant of ['a', 'b', 'c', 'd']) {
    await publish(registry(), `shop@${variant}`, [subgraph('users', SCHEMA)]);
  }
  await publish(registry(), 'shop@e', [subgraph('users', WITH_INPUTS)]);
});

const OPERATIONS = `query ($ref: String!, $coordinate: String) {
  variant(ref: $ref) {
    operations(coordinate: $coordinate) {
      name type document count errorCount clients { name version count }
    }
  }
}`;

interface Operation {
  readonly name: string | null;
  readonly document: string;
  readonly count: number;
  readonly clients: { name: string | null; version: string | null; count: number }[];
}

async function operationsOf(ref: string, coordinate?: string): Promise<readonly Operation[]> {
  const variables = { ref, coordinate };
  const variant = await registry().get<{ operations: Operation[] }>(
    'variant',
    OPERATIONS,
    variables,
  );
  return variant.operations;
}

describe('what clients ask for', () => {
  test('is summed up over reports and gateways, by client', async () => {
    const query = 'query Name { user(id: "1") { name } }';
    const asked = { query, client: 'web', version: '1', count: 3, errorCount: 1 };
    await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        reportUsage(registries()[n % 2] as TestRegistry, 'shop@a', [
          asked,
          { ...asked, version: '2' },
          { query: '{ users { id } }', client: n % 2 === 0 ? 'ios' : 'web' },
        ]),
      ),
    );
    expect(await operationsOf('shop@a')).toEqual([
      {
        name: 'Name',
        type: 'QUERY',
        document: 'query Name { user(id: "") { name } }',
        count: 60,
        errorCount: 20,
        clients: [
          { name: 'web', version: '1', count: 30 },
          { name: 'web', version: '2', count: 30 },
        ],
      },
      expect.objectContaining({
        count: 10,
        clients: [
          { name: 'ios', version: null, count: 5 },
          { name: 'web', version: null, count: 5 },
        ],
      }),
    ]);
    expect((await operationsOf('shop@a', 'User.name')).map(({ name }) => name)).toEqual(['Name']);
  });

  test('is counted once, however often it is reported under one key', async () => {
    const key = randomUUID();
    const asked = [{ query: '{ users { id } }', count: 5 }];
    for (let times = 0; times < 3; times += 1) {
      expect((await reportUsage(registry(), 'shop@b', asked, { key })).status).toBe(202);
    }
    expect((await operationsOf('shop@b')).map(({ count }) => count)).toEqual([5]);
  });

  test('is counted also before its document is there, which is asked for', async () => {
    const asked = { query: '{ users { name } }', client: 'web', count: 2 };
    const first = await reportUsage(registry(), 'shop@c', [{ ...asked, withoutDocument: true }]);
    expect(first.body.unknown).toEqual([reported(asked).id]);
    expect(await operationsOf('shop@c')).toEqual([]);
    expect((await reportUsage(registry(), 'shop@c', [asked])).body.unknown).toEqual([]);
    expect((await operationsOf('shop@c')).map(({ count }) => count)).toEqual([4]);
  });

  test('is told of each field, also of those that nobody asks for', async () => {
    await reportUsage(registry(), 'shop@d', [
      { query: '{ user(id: 1) { name } }', client: 'web', count: 7 },
      { query: '{ users { name id } }', client: 'ios', count: 2 },
    ]);
    const query = `query { variant(ref: "shop@d") {
      fieldUsage { coordinate isInput subgraphs isDeprecated count operationCount clients }
    } }`;
    const { fieldUsage } = await registry().get<{ fieldUsage: object[] }>('variant', query);
    expect(fieldUsage).toEqual([
      use('Query.user', { count: 7, operationCount: 1, clients: ['web'] }),
      use('Query.users', { count: 2, operationCount: 1, clients: ['ios'] }),
      use('User.id', { count: 2, operationCount: 1, clients: ['ios'] }),
      use('User.name', { count: 9, operationCount: 2, clients: ['ios', 'web'] }),
      use('User.old', { count: 0, operationCount: 0, clients: [], isDeprecated: true }),
    ]);
  });

  test('counts for an input field who writes it, and whose variables may hold it', async () => {
    await reportUsage(registry(), 'shop@e', [
      { query: '{ users(filter: { since: { year: 1 } }) { id } }', client: 'web', count: 1 },
      { query: 'query ($since: Since) { users(filter: { since: $since }) { id } }', count: 2 },
      { query: 'query ($filter: Filter) { users(filter: $filter) { id } }', count: 4 },
      {
        query: `query Both($filter: Filter) {
          users(filter: $filter) { id } some: users(filter: { not: { name: "x" } }) { id }
        }`,
        client: 'ios',
        count: 8,
      },
    ]);
    const query = `query { variant(ref: "shop@e") {
      fieldUsage { coordinate isInput subgraphs isDeprecated count operationCount clients }
    } }`;
    const { fieldUsage } = await registry().get<{ fieldUsage: { isInput: boolean }[] }>(
      ...(['variant', query] as const),
    );
    const input = (coordinate: string, more: object) => use(coordinate, { isInput: true, ...more });
    expect(fieldUsage.filter(({ isInput }) => isInput)).toEqual([
      input('By.id', { count: 0, operationCount: 0, clients: [] }),
      input('Filter.name', { count: 12, operationCount: 2, clients: ['ios'] }),
      input('Filter.not', { count: 12, operationCount: 2, clients: ['ios'] }),
      input('Filter.since', { count: 15, operationCount: 4, clients: ['ios', 'web'] }),
      input('Since.year', {
        ...{ count: 15, operationCount: 4, clients: ['ios', 'web'], isDeprecated: true },
      }),
    ]);
    const holding = await operationsOf('shop@e', 'Since.year');
    expect(holding.map(({ count }) => count)).toEqual([8, 4, 2, 1]);
    expect(await operationsOf('shop@e', 'By.id')).toEqual([]);
  });
});

const use = (coordinate: string, more: object) => ({
  ...{ coordinate, isInput: false, subgraphs: ['users'], isDeprecated: false, ...more },
});

describe('a report is refused', () => {
  const post = (body: Buffer | string, { token = ADMIN, key = randomUUID() as string } = {}) =>
    postUsage(registry().origin, 'shop@a', { body: gzipSync(body), token, key });
  const report = (more: object) => JSON.stringify({ instance: 'g', operations: [], ...more });

  test('without a right to serve the variant', async () => {
    const grants = [{ graph: 'shop', variant: 'b', permissions: ['SERVE', 'READ'] }];
    const { secret } = await createToken(registry(), { grants });
    expect((await post(report({}), { token: secret })).status).toBe(403);
    expect((await reportUsage(registry(), 'shop@b', [], { token: secret })).status).toBe(202);
    expect((await post(report({}), { token: `cwt_${'B'.repeat(43)}` })).status).toBe(401);
  });

  test('that inflates to more than a mebibyte', async () => {
    expect((await post(report({ more: 'x'.repeat(50_000_000) }))).status).toBe(413);
  });

  test.each([
    ['without a key', report({}), { key: 'none' }],
    ['that is no JSON', '{', {}],
    [
      'with an id that is none',
      report({ operations: [{ id: 'x', type: 'query', clients: [] }] }),
      {},
    ],
    ['of too many operations', report({ operations: Array(2_001).fill({}) }), {}],
  ])('%s', async (_what, body, more) => {
    expect((await post(body, more)).status).toBe(400);
  });

  test('where a document is not what its id says, or no GraphQL: nothing of it is kept', async () => {
    const good = reported({ query: '{ users { id } }' });
    const operations = [{ ...good, id: '0'.repeat(64) }];
    expect((await post(report({ operations }))).body).toEqual({ unknown: [] });
    expect((await operationsOf('shop@a')).every(({ document }) => document !== '')).toBe(true);
    const query = 'query { variant(ref: "shop@a") { operations { id } } }';
    const { operations: kept } = await registry().get<{ operations: { id: string }[] }>(
      ...(['variant', query] as const),
    );
    expect(kept.map(({ id }) => id)).not.toContain('0'.repeat(64));
  });
});
