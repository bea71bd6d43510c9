import { afterEach, describe, expect, it, vi } from 'vitest';
import { DomainError, type UserPrincipal } from '../src/index.ts';
import { post, startExample } from './example-subgraph.ts';

const user: UserPrincipal = {
  kind: 'user',
  userId: 'user-1',
  sessionId: 'session-1',
  roles: [],
  scopes: new Set(),
};

afterEach(() => vi.unstubAllEnvs());

describe('errors', () => {
  it('show a domain error and mask any other, beside the fields that worked', async () => {
    const { url, sign, log } = await startExample();
    const answer = await post(
      url,
      { query: '{ whoAmI taken crash }' },
      { assertion: sign(), headers: { 'x-request-id': 'req-7' } },
    );
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      data: { whoAmI: 'nobody', taken: null, crash: null },
      errors: [
        { message: 'The name is taken.', path: ['taken'], extensions: { code: 'CONFLICT' } },
        {
          message: 'Internal server error',
          path: ['crash'],
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'req-7' },
        },
      ],
    });
    expect(JSON.stringify(answer.body)).not.toMatch(/hunter2|stack|\.ts/);
    expect(await log.line('unexpected error')).toMatchObject({
      level: 'error',
      requestId: 'req-7',
      path: ['crash'],
      err: { message: 'password=hunter2 in /srv/db.ts' },
    });
  });

  it('fail the request when its context cannot be built: by code if there is one, else masked', async () => {
    const failures = [new DomainError('SERVICE_UNAVAILABLE', 'Later.'), new Error('no database')];
    const { url, sign, log } = await startExample({
      buildContext: () => {
        throw failures.shift();
      },
    });
    const ask = async () => post(url, { query: '{ whoAmI }' }, { assertion: sign() });
    expect(await ask()).toMatchObject({
      status: 503,
      body: { errors: [{ message: 'Later.', extensions: { code: 'SERVICE_UNAVAILABLE' } }] },
    });
    expect(await ask()).toMatchObject({
      status: 500,
      body: {
        errors: [
          {
            message: 'Internal server error',
            extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: expect.any(String) },
          },
        ],
      },
    });
    expect(await log.line('request failed')).toMatchObject({ err: { message: 'no database' } });
  });

  it('mask a plain route that fails', async () => {
    const { origin, log } = await startExample({
      routes: (app) =>
        app.get('/keys', () => {
          throw new Error('no database');
        }),
    });
    const response = await fetch(`${origin}/keys`);
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({
      errors: [{ message: 'Internal server error', extensions: { requestId: expect.any(String) } }],
    });
    expect(await log.line('request failed')).toMatchObject({ err: { message: 'no database' } });
  });

  it.each([
    ['a document that does not parse', { query: '{' }, 'GRAPHQL_PARSE_FAILED'],
    ['a field that does not exist', { query: '{ price }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['no document', { variables: {} }, 'BAD_REQUEST'],
    ['an empty body', {}, 'BAD_REQUEST'],
    ['a batch', [{ query: '{ whoAmI }' }], 'BAD_REQUEST'],
    ['a body that is not JSON', '{ not JSON', 'BAD_REQUEST'],
    ['a body that poisons prototypes', '{"__proto__":{},"query":"{ whoAmI }"}', 'BAD_REQUEST'],
    [
      'an operation that does not exist',
      { query: 'query A { whoAmI }', operationName: 'B' },
      'OPERATION_RESOLUTION_FAILURE',
    ],
  ])('answer 400 to %s', async (_what, body, code) => {
    const { url, sign } = await startExample();
    const answer = await post(url, body, { assertion: sign() });
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.[0]?.extensions).toEqual({ code });
  });

  it('answer 413 to a body over a megabyte', async () => {
    const { url, sign } = await startExample();
    const body = { query: `{ whoAmI } # ${'x'.repeat(1_048_576)}` };
    expect((await post(url, body, { assertion: sign() })).status).toBe(413);
  });

  it('answer 415 to anything but JSON', async () => {
    const { url, sign } = await startExample();
    const headers = { 'content-type': 'text/plain' };
    const given = { assertion: sign(), headers };
    expect((await post(url, { query: '{ whoAmI }' }, given)).status).toBe(415);
  });

  it('answer 405 with Allow to another method', async () => {
    const { url } = await startExample();
    const response = await fetch(`${url}?query={whoAmI}`);
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
  });

  it.each(['/', '/graphql/x', '/%zz'])(
    'answer %s in the shape of a GraphQL error',
    async (path) => {
      const { origin } = await startExample();
      const response = await fetch(origin + path);
      expect(response.status).toBe(path === '/%zz' ? 400 : 404);
      expect(await response.json()).toEqual({
        errors: [{ message: expect.any(String), extensions: { code: expect.any(String) } }],
      });
    },
  );
});

describe('introspection', () => {
  const query = '{ __schema { queryType { name } } }';

  it('is off in production', async () => {
    vi.stubEnv('NODE_ENV', 'production');
    const { url, sign } = await startExample();
    const answer = await post(url, { query }, { assertion: sign() });
    expect(answer.status).toBe(400);
  });

  it('is on elsewhere', async () => {
    const { url, sign } = await startExample();
    const answer = await post(url, { query }, { assertion: sign() });
    expect(answer.body.data).toEqual({ __schema: { queryType: { name: 'Query' } } });
  });
});

describe('the request id', () => {
  it('of the gateway is echoed, handed to resolvers and logged with the trace id', async () => {
    const { url, sign, log } = await startExample();
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const answer = await post(
      url,
      { query: 'query Ask { requestId }' },
      {
        assertion: sign(user),
        headers: { 'x-request-id': 'req-8', traceparent: `00-${traceId}-b7ad6b7169203331-01` },
      },
    );
    expect(answer.headers.get('x-request-id')).toBe('req-8');
    expect(answer.body.data).toEqual({ requestId: 'req-8' });
    expect(await log.line('request')).toMatchObject({
      level: 'info',
      requestId: 'req-8',
      traceId,
      method: 'POST',
      path: '/graphql',
      status: 200,
      durationMs: expect.any(Number),
      operationName: 'Ask',
      userId: 'user-1',
      sqlStatements: 0,
      sqlDurationMs: 0,
    });
  });

  it('is made up when the given one is not safe to log', async () => {
    const { url, sign } = await startExample();
    const given = { assertion: sign(), headers: { 'x-request-id': 'a"b' } };
    const answer = await post(url, { query: '{ requestId }' }, given);
    expect(answer.body.data?.requestId).toMatch(/^[\da-f-]{36}$/);
    expect(answer.headers.get('x-request-id')).toBe(answer.body.data?.requestId);
  });
});

describe('server-timing', () => {
  it('is on every response, refused ones included', async () => {
    const { url, origin } = await startExample();
    for (const response of [await post(url, {}), await fetch(`${origin}/nowhere`)]) {
      expect(response.headers.get('server-timing')).toBe('sql;dur=0.00;desc="0 statements"');
    }
  });
});
