import { beforeAll, describe, expect, test } from 'vitest';
import { createGraph, publish, schemaOf, subgraph, withLink } from './publishing.ts';
import { ADMIN, type TestRegistry, useRegistry } from './use-registry.ts';

const ORIGIN = 'http://sandbox.test';
const registries = useRegistry({ settings: { CORS_ORIGINS: [ORIGIN] } });
const registry = () => registries()[0] as TestRegistry;

beforeAll(async () => {
  await createGraph(registry(), 'shop');
  await publish(registry(), 'shop@main', [subgraph('users')]);
});

const codeOf = async (query: string, variables: object = {}) =>
  (await registry().ask(query, variables)).errors?.[0]?.extensions.code;

const cursor = (value: unknown) =>
  Buffer.from(`v1:${JSON.stringify([value])}`).toString('base64url');

describe('a question', () => {
  const deep = (levels: number): string =>
    levels === 0 ? 'name' : `variants { graph { ${deep(levels - 1)} } }`;

  test.each([
    ['leads from a graph to itself again and again', `{ graph(name: "shop") { ${deep(2)} } }`],
    [
      'does so in fragments',
      `{ graph(name: "shop") { ...A } }
       fragment A on Graph { variants { ...B } } fragment B on Variant { graph { ...C } }
       fragment C on Graph { variants { ...D } } fragment D on Variant { graph { variants { ref } } }`,
    ],
    [
      'does so in a circle of fragments',
      '{ graph(name: "shop") { ...A } } fragment A on Graph { variants { graph { ...A } } }',
    ],
    [
      'asks for the same thing under a thousand names',
      `{ variant(ref: "shop@main") { ${Array.from({ length: 1_001 }, (_, n) => `a${n}: ref`).join(' ')} } }`,
    ],
    [
      'does so in fragments that double each other',
      `{ viewer { ...A0 } } fragment A12 on Token { id name } ${Array.from(
        { length: 12 },
        (_, n) => `fragment A${n} on Token { ...A${n + 1} x${n}: id ...A${n + 1} }`,
      ).join(' ')}`,
    ],
  ])('is refused when it %s', async (_what, query) => {
    expect(await codeOf(query)).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  test('may be as deep as the pages need', async () => {
    const query = `{ graphs { name variants { ref current { number subgraphs { name sdl } }
      versions { nodes { number subgraphs { name } } pageInfo { endCursor } } } } }`;
    expect(await codeOf(query)).toBeUndefined();
  });

  test('is refused when it asks for more text than fits', async () => {
    const sdl = `# ${'x'.repeat(1_900_000)}\n${schemaOf('big')}`;
    await publish(registry(), 'shop@big', [subgraph('big', sdl)]);
    const names = Array.from({ length: 40 }, (_, n) => `a${n}: subgraph(name: "big") { sdl }`);
    expect(await codeOf(`{ variant(ref: "shop@big") { ${names.slice(0, 4).join(' ')} } }`)).toBe(
      undefined,
    );
    expect(await codeOf(`{ variant(ref: "shop@big") { ${names.join(' ')} } }`)).toBe(
      'BAD_USER_INPUT',
    );
  });

  test.each([
    ['a word', cursor('x')],
    ['half a number', cursor(1.5)],
    ['nothing', cursor('')],
    ['a negative number', cursor(-1)],
    ['more than there can be', cursor(2 ** 40)],
    ['more than is exact', cursor(1e300)],
    ['no cursor', '!'],
  ])('cannot go on after %s', async (_what, after) => {
    const versions =
      'query ($after: String) { variant(ref: "shop@main") { versions(after: $after) { nodes { number } } } }';
    const audit =
      'query ($after: String) { graph(name: "shop") { audit(after: $after) { nodes { id } } } }';
    expect(await codeOf(versions, { after })).toBe('BAD_USER_INPUT');
    expect(await codeOf(audit, { after })).toBe('BAD_USER_INPUT');
  });

  test.each([0, -1, 101])('cannot ask for %s at once', async (first) => {
    const query =
      'query ($first: Int!) { variant(ref: "shop@main") { versions(first: $first) { nodes { number } } } }';
    expect(await codeOf(query, { first })).toBe('BAD_USER_INPUT');
  });

  test('with what is no name finds nothing', async () => {
    const query =
      'query ($name: String!) { graph(name: $name) { name } variant(ref: $name) { ref } }';
    for (const name of ['sh\u0000op', "'; DROP TABLE graph; --", 'SHOP', 'shop@main@x', '\ud800']) {
      expect(await registry().ask(query, { name })).toEqual({
        data: { graph: null, variant: null },
      });
    }
  });
});

describe('a publish', () => {
  test.each([
    ['a NUL', `# \u0000\n${schemaOf('a')}`],
    ['half a character', `# \ud800\n${schemaOf('a')}`],
    ['nothing', ''],
    ['more than two million characters', `# ${'x'.repeat(2_000_000)}\n${schemaOf('a')}`],
  ])('is refused with a schema of %s', async (_what, sdl) => {
    const answer = await publish(registry(), 'shop@main', [{ ...subgraph('odd'), sdl }]);
    expect(answer).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: ['subgraphs', '0', 'sdl'] }],
    });
  });

  test.each(['revision', 'reason'])('is refused with a %s that cannot be kept', async (field) => {
    const answer = await publish(registry(), 'shop@main', [subgraph('odd')], {
      [field]: 'a\u0000',
    });
    expect(answer).toMatchObject({ __typename: 'InvalidInput', fields: [{ path: [field] }] });
  });

  test('is refused when it makes a variant of too many subgraphs, in all', async () => {
    const many = (from: number, count: number) =>
      Array.from({ length: count }, (_, n) => subgraph(`s${from + n}`));
    expect(await publish(registry(), 'shop@many', many(0, 60))).toMatchObject({ changed: true });
    expect(await publish(registry(), 'shop@many', many(60, 41))).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: ['subgraphs'] }],
    });
  });

  test('of what says it is another federation composes or is told why', async () => {
    const answer = await publish(registry(), 'shop@main', [
      { ...subgraph('odd'), sdl: withLink('type Query { a: String @deprecated(reason: 1) }') },
    ]);
    expect(answer.__typename).toBe('DoesNotCompose');
  });

  test('of brackets without end is told that it cannot be read, and the next is served', async () => {
    const nested = `type Query { a: ${'['.repeat(200_000)}Int${']'.repeat(200_000)} }`;
    const answer = await publish(registry(), 'shop@main', [{ ...subgraph('odd'), sdl: nested }]);
    expect(answer).toMatchObject({
      __typename: 'DoesNotCompose',
      problems: [{ code: 'SUBGRAPH_UNREADABLE' }],
    });
    expect(await publish(registry(), 'shop@main', [subgraph('even')])).toMatchObject({
      changed: true,
    });
  });

  test('that leaves nothing is told so', async () => {
    await publish(registry(), 'shop@last', [subgraph('users')]);
    const query = `mutation { deleteSubgraph(input: { ref: "shop@last", name: "users" }) {
      __typename ... on DoesNotCompose { message problems { code } }
    } }`;
    expect(await registry().get('deleteSubgraph', query)).toMatchObject({
      __typename: 'DoesNotCompose',
    });
  });

  test('of a body too large is answered 413', async () => {
    const { status } = await fetch(`${registry().origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${ADMIN}` },
      body: JSON.stringify({ query: '{ viewer { id } }', variables: { x: 'x'.repeat(9_000_000) } }),
    });
    expect(status).toBe(413);
  });
});

describe('a browser', () => {
  const preflight = (origin: string) =>
    fetch(`${registry().origin}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });

  test('may ask for a page of an origin that was named', async () => {
    const allowed = await preflight(ORIGIN);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(allowed.headers.get('access-control-allow-headers')).toContain('authorization');
    const answer = await fetch(`${registry().origin}/graphql`, {
      method: 'POST',
      headers: {
        origin: ORIGIN,
        'content-type': 'application/json',
        authorization: `Bearer ${ADMIN}`,
      },
      body: '{"query":"{ viewer { name } }"}',
    });
    expect(answer.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(await answer.json()).toEqual({ data: { viewer: { name: 'bootstrap' } } });
  });

  test('may not for any other', async () => {
    expect((await preflight('http://evil.test')).headers.get('access-control-allow-origin')).toBe(
      null,
    );
  });
});
