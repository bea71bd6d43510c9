import { withClient } from '@causeway/database';
import { beforeAll, describe, expect, test } from 'vitest';
import { createGraph, publish, schemaOf, subgraph, withLink } from './publishing.ts';
import { type TestRegistry, useRegistry } from './use-registry.ts';

const registries = useRegistry({ count: 2 });
const registry = () => registries()[0] as TestRegistry;
beforeAll(() => createGraph(registry(), 'shop'));

const HISTORY = `query ($ref: String!, $first: Int!, $after: String) {
  variant(ref: $ref) {
    current { number hash }
    versions(first: $first, after: $after) {
      nodes { number cause restores reason changedSubgraphs createdBy }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

interface History {
  readonly current: { number: number; hash: string };
  readonly versions: {
    nodes: { number: number; cause: string; restores: number | null }[];
    pageInfo: { hasNextPage: boolean; endCursor: string };
  };
}

const historyOf = (ref: string, first = 100, after?: string) =>
  registry().get<History>('variant', HISTORY, { ref, first, after });

const ROLLBACK = `mutation ($input: RollbackInput!) {
  rollback(input: $input) {
    __typename
    ... on Published { changed version { number cause restores hash } }
    ... on Failure { message }
  }
}`;

describe('publishing', () => {
  test('makes a version of what composes, and none of what is there already', async () => {
    const first = await publish(registry(), 'shop@first', [subgraph('users'), subgraph('items')], {
      revision: 'a1b2c3',
    });
    expect(first).toMatchObject({
      __typename: 'Published',
      changed: true,
      version: {
        number: 1,
        cause: 'PUBLISH',
        changedSubgraphs: ['items', 'users'],
        subgraphs: [
          { name: 'items', number: 1, revision: 'a1b2c3' },
          { name: 'users', number: 1, revision: 'a1b2c3' },
        ],
      },
    });
    const again = await publish(registry(), 'shop@first', [subgraph('users')]);
    expect(again).toMatchObject({ changed: false, version: { number: 1 } });
    const changed = await publish(registry(), 'shop@first', [
      { name: 'users', sdl: schemaOf('people') },
    ]);
    expect(changed).toMatchObject({ changed: true, version: { number: 2 } });
    expect(changed.version.subgraphs).toMatchObject([{ number: 1 }, { number: 2 }]);
  });

  test('changes nothing when the whole does not compose, and says where and why', async () => {
    await publish(registry(), 'shop@broken', [subgraph('users'), subgraph('items')]);
    const refused = await publish(registry(), 'shop@broken', [
      { name: 'items', sdl: withLink('type Query { items: [Itme] }') },
    ]);
    expect(refused.__typename).toBe('DoesNotCompose');
    expect(refused.problems).toMatchObject([
      { message: expect.stringContaining('Itme'), places: [{ subgraph: 'items', line: 2 }] },
    ]);
    expect((await historyOf('shop@broken')).current.number).toBe(1);
  });

  test.each([
    ['a reference that is none', { ref: 'shop' }, ['ref']],
    ['a graph that is not there', { ref: 'nowhere@x' }, ['ref']],
    [
      'no address of a new subgraph',
      { subgraphs: [{ name: 'a', sdl: 'x' }] },
      ['subgraphs', '0', 'routingUrl'],
    ],
    [
      'a name that is none',
      { subgraphs: [{ ...subgraph('a'), name: '../etc' }] },
      ['subgraphs', '0', 'name'],
    ],
    [
      'a password in the address',
      { subgraphs: [{ ...subgraph('a'), routingUrl: 'http://me:pw@a.test/' }] },
      ['subgraphs', '0', 'routingUrl'],
    ],
    ['one subgraph twice', { subgraphs: [subgraph('a'), subgraph('a')] }, ['subgraphs']],
  ])('refuses %s by name', async (_what, wrong, path) => {
    const { ref, subgraphs } = { ref: 'shop@wrong', subgraphs: [subgraph('a')], ...wrong };
    const answer = await publish(registry(), ref, subgraphs);
    expect(answer).toMatchObject({ __typename: 'InvalidInput', fields: [{ path }] });
  });

  test('loses nothing of what many publish at once through two processes', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `s${index}`);
    const answers = await Promise.all(
      names.map((name, index) =>
        publish(registries()[index % 2] as TestRegistry, 'shop@busy', [subgraph(name)]),
      ),
    );
    const numbers = answers.map(({ version }) => version.number).sort((a, b) => a - b);
    expect(numbers).toEqual(names.map((_, index) => index + 1));
    const last = answers.find(({ version }) => version.number === names.length);
    expect(last?.version.subgraphs.map(({ name }) => name).sort()).toEqual([...names].sort());
  });
});

describe('a history that many wrote at once, through two processes', () => {
  const ref = 'shop@crowd';
  const names = ['a', 'b', 'c', 'd'];
  const by = (turn: number) => registries()[turn % 2] as TestRegistry;

  test('reads as if one had come after the other', async () => {
    await publish(
      registry(),
      ref,
      names.map((name) => subgraph(name)),
    );
    const publishes = Array.from({ length: 20 }, (_, turn) => {
      const name = names[turn % names.length] as string;
      return publish(by(turn), ref, [{ name, sdl: schemaOf(`${name}${turn}`) }]);
    });
    const rollbacks = [0, 1, 2].map((turn) =>
      by(turn).get<{ __typename: string }>('rollback', ROLLBACK, { input: { ref, to: 1 } }),
    );
    const answers = await Promise.all([...publishes, ...rollbacks]);
    expect(new Set(answers.map(({ __typename }) => __typename))).toEqual(new Set(['Published']));

    const { versions } = await registry().get<{ versions: { nodes: CrowdVersion[] } }>(
      'variant',
      `query ($ref: String!) { variant(ref: $ref) { versions(first: 100) { nodes {
        number cause restores changedSubgraphs subgraphs { name number }
      } } } }`,
      { ref },
    );
    const history = versions.nodes.toReversed();
    expect(history.map(({ number }) => number)).toEqual(history.map((_, index) => index + 1));
    // Each publish made a version: no two of them published the same.
    expect(history.filter(({ cause }) => cause === 'PUBLISH')).toHaveLength(21);
    for (const [index, version] of history.entries()) {
      if (version.cause === 'ROLLBACK') {
        expect(version.subgraphs).toEqual(history[0]?.subgraphs);
      } else if (index > 0) {
        expect(differing(history[index - 1]?.subgraphs ?? [], version.subgraphs)).toEqual(
          version.changedSubgraphs,
        );
      }
    }
  });

  test('lets who publishes once in a while get in before who publishes all the time', async () => {
    await publish(registry(), 'shop@stream', [subgraph('a'), subgraph('b')]);
    let isDone = false;
    let published = 0;
    const stream = async () => {
      while (!isDone && published < 40) {
        published += 1;
        await publish(by(0), 'shop@stream', [{ name: 'a', sdl: schemaOf(`a${published}`) }]);
      }
    };
    const streaming = stream();
    await expect.poll(() => published).toBeGreaterThan(2);
    const answer = await publish(by(1), 'shop@stream', [{ name: 'b', sdl: schemaOf('other') }]);
    isDone = true;
    await streaming;
    expect(answer).toMatchObject({ changed: true });
    expect(published).toBeLessThan(40);
  });

  interface CrowdVersion {
    readonly number: number;
    readonly cause: string;
    readonly changedSubgraphs: readonly string[];
    readonly subgraphs: readonly { name: string; number: number }[];
  }

  function differing(before: CrowdVersion['subgraphs'], after: CrowdVersion['subgraphs']) {
    return names.filter((name) => {
      const numberIn = (list: CrowdVersion['subgraphs']) =>
        list.find((subgraph) => subgraph.name === name)?.number;
      return numberIn(before) !== numberIn(after);
    });
  }
});

describe('going back', () => {
  test('makes an earlier version the current one, as a new one', async () => {
    const ref = 'shop@back';
    const first = await publish(registry(), ref, [subgraph('users')]);
    await publish(registry(), ref, [{ name: 'users', sdl: schemaOf('people') }]);
    const back = await registry().get<{ version: object }>('rollback', ROLLBACK, {
      input: { ref, to: 1, reason: 'clients failed' },
    });
    expect(back).toMatchObject({
      changed: true,
      version: { number: 3, cause: 'ROLLBACK', restores: 1, hash: first.version.hash },
    });
    const again = await publish(registry(), ref, [{ name: 'users', sdl: schemaOf('people') }]);
    expect(again).toMatchObject({ changed: true, version: { number: 4 } });
  });

  test('refuses a version that there is not', async () => {
    await publish(registry(), 'shop@back2', [subgraph('users')]);
    const answer = await registry().get('rollback', ROLLBACK, {
      input: { ref: 'shop@back2', to: 9 },
    });
    expect(answer).toMatchObject({ __typename: 'NoSuchVersion' });
  });
});

describe('history', () => {
  test('is read in pages, newest first', async () => {
    const ref = 'shop@pages';
    for (const field of ['a', 'b', 'c'])
      await publish(registry(), ref, [subgraph('x', schemaOf(field))]);
    const first = await historyOf(ref, 2);
    expect(first.versions.nodes.map(({ number }) => number)).toEqual([3, 2]);
    expect(first.versions.pageInfo.hasNextPage).toBe(true);
    const rest = await historyOf(ref, 2, first.versions.pageInfo.endCursor);
    expect(rest.versions.nodes.map(({ number }) => number)).toEqual([1]);
    expect(rest.versions.pageInfo.hasNextPage).toBe(false);
  });

  test.each(['version', 'subgraph_publish', 'schema_text', 'version_subgraph', 'audit_entry'])(
    'of table %s cannot be rewritten by the service',
    async (table) => {
      await publish(registry(), 'shop@kept', [subgraph('users')]);
      const run = (sql: string) =>
        withClient(registry().databaseUrl, (client) =>
          client.query(`SET search_path = registry; ${sql}`),
        );
      await expect(run(`DELETE FROM ${table}`)).rejects.toThrow('never change');
      await expect(run(`ALTER TABLE ${table} DISABLE TRIGGER ALL`)).rejects.toThrow('owner');
    },
  );
});
