import { request } from 'undici';
import { describe, expect, test } from 'vitest';
import { useGateway } from '../support/use-gateway.ts';

const gateway = useGateway();
const query = '{ people { name } }';
const mutation = 'mutation { rename(id: "1", name: "x") { id } }';

async function get(headers: Record<string, string>) {
  const response = await request(`${gateway().url}?query=${encodeURIComponent(query)}`, {
    headers,
  });
  const body = (await response.body.json()) as {
    errors?: { message: string; extensions: object }[];
  };
  return { status: response.statusCode, error: body.errors?.[0] };
}

describe('what a page of another site could make a browser send', () => {
  test.each<[string, Record<string, string>]>([
    ['says that it is from another site', { 'sec-fetch-site': 'cross-site' }],
    ['is from another host of the site', { 'sec-fetch-site': 'same-site' }],
    ['was followed from a link elsewhere', { 'sec-fetch-site': 'none' }],
    ['names an origin', { origin: 'https://elsewhere.test' }],
    ['has an origin that is hidden', { origin: 'null' }],
    ['is of a browser that says no more', { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64)' }],
    ['asks for JSON', { 'sec-fetch-site': 'cross-site', accept: 'application/json' }],
    ['has an empty header', { 'sec-fetch-site': 'cross-site', 'apollo-require-preflight': '' }],
    ['has a cookie', { 'user-agent': 'Mozilla/5.0', cookie: 'a=b' }],
  ])('is refused when it %s', async (_name, headers) => {
    const { status, error } = await get(headers);
    expect([status, error?.extensions]).toEqual([400, { code: 'CSRF_PREVENTED' }]);
    expect(error?.message).toContain('`apollo-require-preflight: 1`');
    expect(gateway().people.received).toEqual([]);
  });

  test.each([
    'text/plain',
    'text/plain; application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded, application/json',
    'message/rfc822;,text/plain',
    undefined,
  ])('is refused by POST with the type %s, whatever else it says', async (type) => {
    const response = await request(gateway().url, {
      method: 'POST',
      headers: { ...(type && { 'content-type': type }), 'apollo-require-preflight': '1' },
      body: JSON.stringify({ query: mutation }),
    });
    expect(response.statusCode).toBe(415);
    expect(await response.body.json()).toMatchObject({
      errors: [{ extensions: { code: 'UNSUPPORTED_MEDIA_TYPE' } }],
    });
    expect(gateway().people.received).toEqual([]);
  });

  test.each(['text/plain', 'message/rfc822;,text/plain', 'application/x-unknown'])(
    'is refused by GET with the type %s, which some browsers let pages send',
    async (type) => {
      const { status, error } = await get({ 'content-type': type });
      expect([status, error?.extensions]).toEqual([415, { code: 'UNSUPPORTED_MEDIA_TYPE' }]);
    },
  );
});

describe('what no such page could send', () => {
  test.each<[string, Record<string, string>]>([
    ['with a header of Apollo’s', { 'apollo-require-preflight': '1' }],
    ['with the other one', { 'x-apollo-operation-name': 'People' }],
    ['with a header of ours', { 'causeway-require-preflight': 'yes' }],
    ['with JSON as its type', { 'content-type': 'application/json' }],
    ['from a page of the same origin', { 'sec-fetch-site': 'same-origin' }],
  ])('is answered: %s', async (_name, headers) => {
    const browser = { 'sec-fetch-site': 'cross-site', 'user-agent': 'Mozilla/5.0' };
    expect(await get({ ...browser, ...headers })).toEqual({ status: 200, error: undefined });
  });

  test('is answered: by no browser at all', async () => {
    expect(await get({ 'user-agent': 'curl/8.14.1' })).toEqual({ status: 200, error: undefined });
    expect(await get({})).toEqual({ status: 200, error: undefined });
  });
});
