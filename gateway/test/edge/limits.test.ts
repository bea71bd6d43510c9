import { request } from 'undici';
import { describe, expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { useGateway } from '../support/use-gateway.ts';

const gateway = useGateway();
const times = (count: number, write: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => write(index)).join(' ');
const chain = (levels: number) =>
  `{ people { ...f0 } } ${times(levels, (i) => `fragment f${i} on Person { reviews { text } ...f${i + 1} ...f${i + 1} }`)} fragment f${levels} on Person { name }`;
const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

/** One for each limit, as a hostile client would send it. */
const hostile: [code: string, operation: { query: string; variables?: object; name?: string }][] = [
  ['MAX_DOCUMENT_BYTES_LIMIT', { query: `{ people { name } } #${'x'.repeat(300_000)}` }],
  ['MAX_TOKENS_LIMIT', { query: `{ ${'people { name } '.repeat(5_000)} }` }],
  ['MAX_NESTING_LIMIT', { query: '{ people '.repeat(10_000) }],
  ['MAX_NESTING_LIMIT', { query: `{ person(id: ${nested(2_000)}) { name } }` }],
  ['MAX_OPERATIONS_LIMIT', { query: times(21, (i) => `query q${i} { people { name } }`) }],
  [
    'MAX_FRAGMENTS_LIMIT',
    { query: `{ people { name } } ${times(501, (i) => `fragment f${i} on Person { name }`)}` },
  ],
  ['MAX_DIRECTIVES_LIMIT', { query: `{ people { name ${'@include(if: true) '.repeat(501)} } }` }],
  [
    'MAX_DIRECTIVES_LIMIT',
    { query: `{ people { name } } fragment f on X ${'@a '.repeat(4_000)} { a }` },
  ],
  ['MAX_DEPTH_LIMIT', { query: `${'{ people '.repeat(51)}${'}'.repeat(51)}` }],
  ['MAX_HEIGHT_LIMIT', { query: chain(30) }],
  ['MAX_ALIASES_LIMIT', { query: `{ people { ${times(301, (i) => `a${i}: name`)} } }` }],
  ['MAX_ROOT_FIELDS_LIMIT', { query: `{ ${'people { name } '.repeat(101)} }` }],
  ['MAX_INTROSPECTION_LIMIT', { query: `{ ${'__schema { types { name } } '.repeat(6)} }` }],
  ['MAX_COMPARISONS_LIMIT', { query: `{ people { ${'name '.repeat(1_400)} } }` }],
  ['MAX_LIST_SIZE_LIMIT', { query: '{ people(first: 2147483647) { name } }' }],
  [
    'MAX_LIST_SIZE_LIMIT',
    { query: 'query ($n: Int) { people(first: $n) { name } }', variables: { n: 10_001 } },
  ],
  ['MAX_OPERATION_NAME_LIMIT', { query: '{ people { name } }', name: 'x'.repeat(257) }],
  [
    'MAX_VARIABLES_BYTES_LIMIT',
    { query: '{ people { name } }', variables: { a: 'x'.repeat(600_000) } },
  ],
];

describe('an operation beyond a limit', () => {
  test.each(hostile)('is refused with %s', async (code, { query, variables, name }) => {
    const { status, body } = await post({ query, variables, operationName: name });
    expect(status).toBe(400);
    const [error, ...others] = body.errors;
    expect(others).toEqual([]);
    expect(error.extensions.code).toBe(code);
    expect(error.message).toMatch(/^The operation has \S+ .*; the limit is \d+ \(limits\.\w+\)\.$/);
    expect(body.data).toBeUndefined();
  });

  test('is refused however deep its variables are', async () => {
    const { status, body } = await postText(
      `{"query":"{ people { name } }","variables":{"a":${nested(100_000)}}}`,
    );
    expect([status, body.errors[0].extensions.code]).toEqual([400, 'MAX_VARIABLES_DEPTH_LIMIT']);
  });

  test('is refused by GET, too', async () => {
    const response = await request(`${gateway().url}?query=${encodeURIComponent(chain(30))}`, {
      headers: { 'apollo-require-preflight': '1' },
    });
    expect(response.statusCode).toBe(400);
    expect(await response.body.json()).toMatchObject({
      errors: [{ extensions: { code: 'MAX_HEIGHT_LIMIT' } }],
    });
  });

  test('does not keep others waiting', async () => {
    const { url } = gateway();
    const simple = () => sendOperation(url, { query: '{ people { name } }' });
    await simple();
    const answered: string[] = [];
    await Promise.all([
      ...hostile.map(async ([, { query }]) => {
        await post({ query });
        answered.push('hostile');
      }),
      simple().then(({ body }) => answered.push(JSON.stringify(body.data))),
    ]);
    expect(answered).toContain('{"people":[{"name":"Ada"},{"name":"Grace"}]}');
  });
});

describe('limits that are set', () => {
  const set = useGateway({
    config: () => `{ limits: { depth: 2, aliases: { measure: 1 }, nesting: off } }`,
  });

  test('hold; what is measured only passes, and what is off is not counted', async () => {
    const send = (query: string) => sendOperation(set().url, { query });
    expect((await send('{ people { reviews { text } } }')).body.errors?.[0]?.message).toBe(
      'The operation has 3 levels of fields; the limit is 2 (limits.depth).',
    );
    expect((await send('{ people { a: name b: name } }')).body.errors).toBeUndefined();
    const deep = `{ person(id: ${nested(300)}) { name } }`;
    expect((await send(deep)).body.errors?.[0]?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});

const post = (operation: Record<string, unknown>) => postText(JSON.stringify(operation));

async function postText(text: string) {
  const response = await request(gateway().url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: text,
  });
  // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asked for
  return { status: response.statusCode, body: (await response.body.json()) as any };
}
