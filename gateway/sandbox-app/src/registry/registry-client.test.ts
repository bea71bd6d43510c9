import { afterEach, expect, test, vi } from 'vitest';
import { askRegistry } from './registry-client.ts';

afterEach(() => vi.unstubAllGlobals());

function answerWith(status: number, body: unknown) {
  const fetch = vi.fn(async () => new Response(JSON.stringify(body), { status }));
  vi.stubGlobal('fetch', fetch);
  return fetch;
}

const ask = (signal = new AbortController().signal) =>
  askRegistry(
    { document: '{ viewer { name } }', variables: {} },
    { endpoint: 'http://registry.test/graphql', token: 'cwt_x', signal },
  );

test('asks with the token and returns what was answered', async () => {
  const fetch = answerWith(200, { data: { viewer: { name: 'pages' } } });
  await expect(ask()).resolves.toEqual({ kind: 'answered', data: { viewer: { name: 'pages' } } });
  expect(fetch).toHaveBeenCalledWith(
    'http://registry.test/graphql',
    expect.objectContaining({
      headers: expect.objectContaining({ authorization: 'Bearer cwt_x' }),
    }),
  );
});

test('tells a refused token from other errors', async () => {
  const error = {
    message: 'This token has been revoked.',
    extensions: { code: 'UNAUTHENTICATED' },
  };
  answerWith(401, { errors: [error] });
  await expect(ask()).resolves.toEqual({ kind: 'token-refused', message: error.message });
  answerWith(200, { data: null, errors: [{ message: 'Too much.' }] });
  await expect(ask()).resolves.toEqual({ kind: 'failed', message: 'Too much.' });
  answerWith(404, 'x');
  await expect(ask()).resolves.toMatchObject({ kind: 'failed' });
});

test('takes no connection and a failing proxy for a registry that is away', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  await expect(ask()).resolves.toEqual({ kind: 'away' });
  answerWith(502, null);
  await expect(ask()).resolves.toEqual({ kind: 'away' });
});

test('throws when the page has lost interest', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new DOMException('', 'AbortError')));
  await expect(ask(AbortSignal.abort())).rejects.toThrow();
});
