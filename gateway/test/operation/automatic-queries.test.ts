import { describe, expect, test } from 'vitest';
import { byHash, postGraphql, sha256Of } from '../support/post-graphql.ts';
import { useGateway } from '../support/use-gateway.ts';

const gateway = useGateway({
  environment: () => ({ METRICS_PORT: '0' }),
  config: () => '{ limits: { depth: 2 }, persistedOperations: { automatic: { maxBytes: 65536 } } }',
});
const post = (body: unknown) => postGraphql(gateway().url, body);
const codeOf = ({ body }: Awaited<ReturnType<typeof post>>) => body.errors?.[0]?.extensions?.code;
const people = { data: { people: [{ name: 'Ada' }, { name: 'Grace' }] } };

describe('a query is sent by its hash once it is known', () => {
  test('by POST', async () => {
    const query = '{ people { name } }';
    const extensions = byHash(sha256Of(query));
    const unknown = await post({ extensions });
    expect([unknown.status, codeOf(unknown)]).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND']);
    expect(unknown.body.errors[0].message).toBe('PersistedQueryNotFound');
    expect(await post({ query, extensions })).toEqual({ status: 200, body: people });
    expect(await post({ extensions })).toEqual({ status: 200, body: people });
    expect(await post({ documentId: `sha256:${sha256Of(query)}` })).toEqual({
      status: 200,
      body: people,
    });
  });

  test('by GET, and no cache keeps that it was not known', async () => {
    const query = 'query ByGet { people { name } }';
    const ask = (more: Record<string, string>) => {
      const extensions = JSON.stringify(byHash(sha256Of(query)));
      const search = new URLSearchParams({ extensions, ...more });
      const headers = { 'apollo-require-preflight': '1' };
      return fetch(`${gateway().url}?${search}`, { headers });
    };
    const unknown = await ask({});
    expect(await unknown.json()).toMatchObject({
      errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
    });
    expect(unknown.headers.get('cache-control')).toBe('no-store');
    expect(await (await ask({ query })).json()).toEqual(people);
    expect(await (await ask({})).json()).toEqual(people);
  });

  test('with its own variables and the name of one of its operations', async () => {
    const query = 'query A($id: ID!) { person(id: $id) { name } } query B { people { name } }';
    const extensions = byHash(sha256Of(query));
    await post({ query, extensions, operationName: 'B' });
    expect(await post({ extensions, operationName: 'A', variables: { id: '2' } })).toEqual({
      status: 200,
      body: { data: { person: { name: 'Grace' } } },
    });
  });
});

describe('what is not kept', () => {
  test.each([
    ['is not GraphQL', '{ people {', 'GRAPHQL_PARSE_FAILED'],
    ['does not fit the schema', '{ people { shoeSize } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['passes a limit', '{ people { reviews { text } } }', 'MAX_DEPTH_LIMIT'],
    ['takes more than its share', `{ people { name } } # ${'x'.repeat(5_000)}`, undefined],
  ])('a text that %s', async (_why, query, code) => {
    const extensions = byHash(sha256Of(query));
    expect(codeOf(await post({ query, extensions }))).toBe(code);
    expect(codeOf(await post({ extensions }))).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  test('a text under the hash of another', async () => {
    const extensions = byHash(sha256Of('{ people { id } }'));
    const { status, body } = await post({ query: '{ people { name } }', extensions });
    expect([status, body]).toEqual([
      400,
      {
        errors: [
          {
            message: 'provided sha does not match query',
            extensions: { code: 'BAD_REQUEST' },
          },
        ],
      },
    ]);
    expect(codeOf(await post({ extensions }))).toBe('PERSISTED_QUERY_NOT_FOUND');
  });
});

describe('a persisted query that is asked for wrongly is refused', () => {
  const query = '{ people { name } }';
  test.each([
    ['another version', byHash(sha256Of(query), 2), 'Unsupported persisted query version'],
    ['no version', { persistedQuery: { sha256Hash: 'x' } }, 'Unsupported persisted query version'],
    ['a hash that is no string', byHash(1), 'must be a string of 1 to 256 characters'],
    ['a hash without end', byHash('x'.repeat(257)), 'must be a string of 1 to 256 characters'],
    ['no object', { persistedQuery: 'x' }, '`extensions.persistedQuery` must be an object'],
    ['a hash in capitals', byHash(sha256Of(query).toUpperCase()), 'does not match'],
  ])('%s', async (_what, extensions, message) => {
    const { status, body } = await post({ query, extensions });
    expect([status, body.errors[0].extensions.code]).toEqual([400, 'BAD_REQUEST']);
    expect(body.errors[0].message).toContain(message);
  });

  test('an id that is no string', async () => {
    expect(codeOf(await post({ documentId: 1 }))).toBe('BAD_REQUEST');
  });
});

test('a mutation by its hash is no more to be had by GET than another', async () => {
  const query = 'mutation M { rename(id: "1", name: "x") { name } }';
  const extensions = byHash(sha256Of(query));
  await post({ query, extensions });
  const search = new URLSearchParams({ extensions: JSON.stringify(extensions) });
  const response = await fetch(`${gateway().url}?${search}`, {
    headers: { 'apollo-require-preflight': '1' },
  });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
});

test('what became of them is counted', async () => {
  const text = await (await fetch(String(gateway().running.metricsUrl))).text();
  for (const outcome of ['found', 'not-found', 'kept']) {
    expect(text).toMatch(
      new RegExp(`causeway_persisted_operations\\w*{outcome="${outcome}"} \\d+`),
    );
  }
});

describe('when queries are not persisted automatically', () => {
  const off = useGateway({
    config: () => '{ persistedOperations: { automatic: { enabled: false } } }',
  });

  test('a hash is answered with that, and a text is executed', async () => {
    const query = '{ people { name } }';
    const extensions = byHash(sha256Of(query));
    expect(await postGraphql(off().url, { query, extensions })).toEqual({
      status: 200,
      body: people,
    });
    const refused = await postGraphql(off().url, { extensions });
    expect([refused.status, codeOf(refused)]).toEqual([200, 'PERSISTED_QUERY_NOT_SUPPORTED']);
  });
});
