import { request } from 'undici';
import { describe, expect, test } from 'vitest';
import { useGateway } from '../support/use-gateway.ts';

const SHOP = 'https://shop.example.com';
const query = '{ people { name } }';

async function send(
  url: string,
  { method = 'POST', headers, body = JSON.stringify({ query }) }: Sent,
) {
  const response = await request(url, {
    method,
    headers: { ...(method === 'POST' && { 'content-type': 'application/json' }), ...headers },
    body: method === 'POST' ? body : null,
  });
  const text = await response.body.text();
  const cors = Object.entries(response.headers).filter(
    ([name]) => name === 'vary' || name.startsWith('access-control-'),
  );
  return { status: response.statusCode, cors: Object.fromEntries(cors), text };
}

interface Sent {
  method?: 'POST' | 'OPTIONS';
  headers: Record<string, string>;
  body?: string;
}

const preflight = (origin: string): Sent => ({
  method: 'OPTIONS',
  headers: {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'content-type',
  },
});

describe('without origins that are allowed', () => {
  const gateway = useGateway();

  test('no page of another origin may ask, and no answer says that one may', async () => {
    expect(await send(gateway().url, preflight(SHOP))).toMatchObject({ status: 405, cors: {} });
    expect(await send(gateway().url, { headers: { origin: SHOP } })).toMatchObject({
      ...{ status: 200, cors: {} },
    });
  });
});

describe('with origins that are allowed', () => {
  const gateway = useGateway({
    config: () =>
      `{ cors: { origins: ['${SHOP}', 'http://localhost:3000'], credentials: true, maxAgeSeconds: 60 } }`,
  });

  test('their pages may ask', async () => {
    const { status, cors, text } = await send(gateway().url, preflight(SHOP));
    expect([status, text]).toEqual([204, '']);
    expect(cors).toEqual({
      'access-control-allow-origin': SHOP,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': expect.stringContaining('content-type, authorization'),
      'access-control-max-age': '60',
      vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
    });
  });

  test.each([
    ['an answer', 200, { headers: {} }],
    ['an error', 400, { headers: {}, body: '{"query":"{"}' }],
    ['a refusal', 415, { headers: { 'content-type': 'text/plain' } }],
  ])('their pages may read %s', async (_name, status, sent) => {
    const headers = { ...sent.headers, origin: SHOP };
    expect(await send(gateway().url, { ...sent, headers })).toMatchObject({
      status,
      cors: {
        'access-control-allow-origin': SHOP,
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': expect.stringContaining('x-request-id'),
        vary: 'Origin',
      },
    });
  });

  test.each([
    'https://shop.example.com.evil.test',
    'https://evil-shop.example.com',
    'https://shopXexample.com',
    'http://shop.example.com',
    'https://shop.example.com:8443',
    'HTTPS://SHOP.EXAMPLE.COM',
    'https://shop.example.com/',
    `${SHOP}, https://evil.test`,
    'null',
    '*',
    '',
  ])('pages of %j may not', async (origin) => {
    const asked = await send(gateway().url, preflight(origin));
    expect(asked.status).toBe(403);
    expect(JSON.parse(asked.text).errors[0].extensions).toEqual({ code: 'ORIGIN_NOT_ALLOWED' });
    expect(asked.cors).toEqual({ vary: expect.stringContaining('Origin') });
    const { cors } = await send(gateway().url, { headers: { origin } });
    expect(cors).toEqual({ vary: 'Origin' });
  });

  test('a request of no page is answered as ever', async () => {
    expect(await send(gateway().url, { headers: {} })).toMatchObject({ status: 200 });
    expect(await send(gateway().url, { method: 'OPTIONS', headers: {} })).toMatchObject({
      status: 405,
    });
  });
});

describe('with any origin', () => {
  const gateway = useGateway({ config: () => `{ cors: { origins: '*' } }` });

  test('pages may ask and read, without cookies', async () => {
    const { status, cors } = await send(gateway().url, { headers: { origin: 'https://any.test' } });
    expect([status, cors]).toEqual([
      200,
      { 'access-control-allow-origin': '*', 'access-control-expose-headers': expect.any(String) },
    ]);
  });
});
