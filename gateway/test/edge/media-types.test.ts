import { request } from 'undici';
import { describe, expect, test } from 'vitest';
import { useGateway } from '../support/use-gateway.ts';

const gateway = useGateway();
const people = { query: '{ people { name } }' };

async function post(
  body: string | object,
  headers: Record<string, string> = { 'content-type': 'application/json' },
) {
  const response = await request(gateway().url, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.body.text();
  return {
    status: response.statusCode,
    type: response.headers['content-type'],
    // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asked for
    body: JSON.parse(text) as any,
  };
}

describe('the type of a body', () => {
  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset=UTF-8',
    'APPLICATION/JSON; Charset="utf-8"',
    'application/json; profile="https://example.test/x"; charset=utf8',
  ])('%s is read', async (type) => {
    expect((await post(people, { 'content-type': type })).status).toBe(200);
  });

  test.each([
    'application/json; charset=utf-16',
    'application/json; charset=utf-7',
    'application/json; charset=utf-32le',
    'application/json; charset=iso-8859-1',
    'application/json; charset=x'.padEnd(8_000, 'x'),
    'application/jsonp',
    'application/graphql',
    'application/graphql+json',
    'application/',
    '/',
    ';',
    'application/json,text/plain',
  ])('%s is refused before anything of it is read', async (type) => {
    const { status, body } = await post('{'.repeat(100), { 'content-type': type });
    expect([status, body.errors[0].extensions.code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });
});

const GRAPHQL = 'application/graphql-response+json';

describe('the type of an answer', () => {
  const send = (operation: object, accept: string) =>
    post(operation, { 'content-type': 'application/json', accept });

  test.each([
    ['application/json', 'application/json; charset=utf-8'],
    ['*/*', 'application/json; charset=utf-8'],
    [GRAPHQL, `${GRAPHQL}; charset=utf-8`],
  ])('is for %s %s, of data, errors and refusals alike', async (accept, type) => {
    for (const operation of [people, { query: '{ nobody }' }, { query: 1 }, { query: '#' }]) {
      expect((await send(operation, accept)).type).toBe(type);
    }
  });

  test('is told to be none of ours with 406, before anything is done', async () => {
    const { status, type, body } = await send(people, 'text/html');
    expect([status, type]).toEqual([406, 'application/json; charset=utf-8']);
    expect(body.errors).toEqual([
      {
        message: expect.stringContaining('application/graphql-response+json'),
        extensions: { code: 'NOT_ACCEPTABLE' },
      },
    ]);
  });

  test.each([
    ['GRAPHQL_PARSE_FAILED', { query: '{' }],
    ['GRAPHQL_VALIDATION_FAILED', { query: '{ nobody }' }],
    ['OPERATION_RESOLUTION_FAILURE', { ...people, operationName: 'x' }],
    ['BAD_USER_INPUT', { query: 'query ($id: ID!) { person(id: $id) { name } }' }],
  ])('decides the status of %s', async (code, operation) => {
    for (const [accept, expected] of [
      ['application/json', 200],
      [GRAPHQL, 400],
      ['*/*', 400],
    ] as const) {
      const { status, body } = await send(operation, accept);
      expect([status, body.errors[0].extensions.code]).toEqual([expected, code]);
      expect(body).not.toHaveProperty('data');
    }
  });

  test.each([
    ['MAX_NESTING_LIMIT', { query: '{ a '.repeat(300) }],
    ['BAD_REQUEST', { query: 1 }],
    ['BAD_REQUEST', {}],
  ])('does not decide the status of %s', async (code, operation) => {
    for (const accept of ['application/json', GRAPHQL]) {
      const { status, body } = await send(operation, accept);
      expect([status, body.errors[0].extensions.code]).toEqual([400, code]);
    }
  });
});
