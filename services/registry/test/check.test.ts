import { beforeAll, describe, expect, test } from 'vitest';
import { createGraph, publish, subgraph, withLink } from './publishing.ts';
import { createToken } from './tokens.ts';
import { reportUsage } from './usage.ts';
import { type TestRegistry, useRegistry } from './use-registry.ts';

const registries = useRegistry({ settings: { CHECK_IGNORED_CLIENTS: ['crawler'] } });
const registry = () => registries()[0] as TestRegistry;
const schema = (user = 'id: ID! name: String age: Int') =>
  withLink(`type Query { user(id: ID!): User }\ntype User { ${user} }`);

beforeAll(async () => {
  await createGraph(registry(), 'shop');
  await publish(registry(), 'shop@prod', [subgraph('users', schema()), subgraph('items')]);
  await reportUsage(registry(), 'shop@prod', [
    { query: 'query Profile { user(id: 1) { name } }', client: 'web', version: '1.2', count: 12 },
    { query: 'query Age { user(id: 1) { age } }', client: 'crawler', count: 99 },
  ]);
});

const CHECK = `mutation ($input: CheckSubgraphInput!) {
  checkSubgraph(input: $input) {
    __typename
    ... on InvalidInput { fields { path message } }
    ... on Check {
      id status comparedWith operationsLookedAt revision createdBy
      compositionErrors { code message fix places { subgraph line } }
      changes {
        change { code severity coordinate }
        verdict affectedCount
        affected { operation { name document count } clients { name version count } }
      }
    }
  }
}`;

interface CheckAnswer {
  readonly __typename: string;
  readonly id: string;
  readonly status: string;
}

function check(sdl: string, more: object = {}, token?: string): Promise<CheckAnswer> {
  const input = { ref: 'shop@prod', name: 'users', sdl, ...more };
  return registry().get<CheckAnswer>('checkSubgraph', CHECK, { input }, token);
}

describe('a check', () => {
  test('refuses to break clients, and says whom', async () => {
    const answer = await check(schema('id: ID! age: Int'), { revision: 'abc' });
    expect(answer).toMatchObject({
      ...{ status: 'FAILED', comparedWith: 1, operationsLookedAt: 1, revision: 'abc' },
      compositionErrors: [],
      changes: [
        {
          change: { code: 'FIELD_REMOVED', severity: 'BREAKING', coordinate: 'User.name' },
          ...{ verdict: 'REFUSED', affectedCount: 1 },
          affected: [
            {
              operation: { name: 'Profile', document: 'query Profile { user(id: 0) { name } }' },
              clients: [{ name: 'web', version: '1.2', count: 12 }],
            },
          ],
        },
      ],
    });
  });

  test('lets go what nobody uses but clients that do not count', async () => {
    const answer = await check(schema('id: ID! name: String'));
    expect(answer).toMatchObject({
      status: 'PASSED',
      changes: [{ change: { coordinate: 'User.age' }, verdict: 'ALLOWED_UNUSED', affected: [] }],
    });
  });

  test('lets pass what breaks nobody', async () => {
    const answer = await check(schema('id: ID! name: String age: Int born: String'));
    expect(answer).toMatchObject({
      status: 'PASSED',
      changes: [{ change: { code: 'FIELD_ADDED', severity: 'SAFE' }, verdict: 'ALLOWED' }],
    });
  });

  test('says where and why a schema does not compose', async () => {
    const answer = await check(schema('id: ID! name: Strin'));
    expect(answer).toMatchObject({
      status: 'FAILED',
      compositionErrors: [{ places: [{ subgraph: 'users', line: 3 }] }],
      changes: [],
    });
  });

  test('holds the schema to the rules, and says where it does not keep them', async () => {
    const query = `mutation ($input: CheckSubgraphInput!) { checkSubgraph(input: $input) {
      ... on Check { status lint { rule severity coordinate message place { subgraph line column } } }
    } }`;
    const input = {
      ref: 'shop@prod',
      name: 'users',
      sdl: schema('id: ID! name: String age: Int Big_One: Int'),
    };
    expect(await registry().get('checkSubgraph', query, { input })).toEqual({
      status: 'FAILED',
      lint: expect.arrayContaining([
        {
          ...{ rule: 'fields-camel-case', severity: 'ERROR', coordinate: 'User.Big_One' },
          ...{ message: 'is not in camelCase', place: { subgraph: 'users', line: 3, column: 43 } },
        },
      ]),
    });
  });

  test('changes nothing, and is kept', async () => {
    const { id } = await check(schema('id: ID!'));
    const query = `query ($id: ID!) { variant(ref: "shop@prod") {
      current { number }
      check(id: $id) { id subgraph status changes { change { coordinate } } }
      checks(first: 1) { nodes { id } pageInfo { hasNextPage } }
    } }`;
    expect(await registry().get('variant', query, { id })).toEqual({
      current: { number: 1 },
      check: {
        ...{ id, subgraph: 'users', status: 'FAILED' },
        changes: [{ change: { coordinate: 'User.age' } }, { change: { coordinate: 'User.name' } }],
      },
      checks: { nodes: [{ id }], pageInfo: { hasNextPage: true } },
    });
  });

  test('needs the right to check the subgraph, and a variant that is there', async () => {
    const grants = [{ graph: 'shop', subgraph: 'items', permissions: ['CHECK'] }];
    const { secret } = await createToken(registry(), { grants });
    const input = { ref: 'shop@prod', name: 'users', sdl: schema() };
    const { errors } = await registry().ask(CHECK, { input }, secret);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await check(schema(), { ref: 'shop@nowhere' })).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: ['ref'] }],
    });
  });
});

test('a version tells what changed for clients, and so does a comparison', async () => {
  const ref = 'shop@changes';
  await publish(registry(), ref, [subgraph('users', schema())]);
  await publish(registry(), ref, [subgraph('users', schema('id: ID! name: String'))]);
  await publish(registry(), ref, [subgraph('users', schema('id: ID! name: String! more: Int'))]);
  const query = `query ($ref: String!) { variant(ref: $ref) {
    versions { nodes { number changes { code coordinate severity } } }
    diff(from: 1, to: 3) {
      changes { coordinate }
      subgraphs { name before { number } after { number } }
    }
  } }`;
  expect(await registry().get('variant', query, { ref })).toEqual({
    versions: {
      nodes: [
        {
          number: 3,
          changes: [
            { code: 'FIELD_ADDED', coordinate: 'User.more', severity: 'SAFE' },
            { code: 'FIELD_TYPE_CHANGED', coordinate: 'User.name', severity: 'SAFE' },
          ],
        },
        {
          number: 2,
          changes: [{ code: 'FIELD_REMOVED', coordinate: 'User.age', severity: 'BREAKING' }],
        },
        { number: 1, changes: [] },
      ],
    },
    diff: {
      changes: [
        { coordinate: 'User.age' },
        { coordinate: 'User.more' },
        { coordinate: 'User.name' },
      ],
      subgraphs: [{ name: 'users', before: { number: 1 }, after: { number: 3 } }],
    },
  });
});
