import { expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { useGateway } from '../support/use-gateway.ts';
import { useTokenIssuer } from '../support/use-token-issuer.ts';

const issuer = await useTokenIssuer();
const gateway = useGateway({
  config: () => `
jwt:
  cookie: __Host-token
  issuers: [{ issuer: "${issuer.issuer}", jwksUrl: "${issuer.jwksUrl}", audience: causeway }]
`,
});
const query = '{ people { name } }';
const preflight = { 'apollo-require-preflight': '1' };
const post = (headers: Record<string, string>, token?: string) =>
  sendOperation(gateway().url, { query, headers, token });
const get = async (headers: Record<string, string>) => {
  const url = `${gateway().url}?query=${encodeURIComponent(query)}`;
  const response = await fetch(url, { headers });
  return { status: response.status, body: await response.json() };
};
const cookie = async () => `theme=dark; __Host-token=${await issuer.sign()}`;
const refused = {
  status: 400,
  body: { errors: [{ extensions: { code: 'CSRF_PREVENTED' } }] },
};

test('a token in the cookie is believed, and does not reach a subgraph', async () => {
  const headers = { cookie: await cookie(), ...preflight };
  expect((await post(headers)).status).toBe(200);
  expect((await get(headers)).status).toBe(200);
  expect(gateway().people.received.at(-1)?.headers.cookie).toBeUndefined();
});

test('not without a header that pages of other sites cannot send, by whatever method', async () => {
  const headers = { cookie: await cookie() };
  expect(await post(headers)).toMatchObject(refused);
  expect(await get({ ...headers, 'content-type': 'application/json' })).toMatchObject(refused);
  expect(await post({ ...headers, 'sec-fetch-site': 'same-origin' })).toMatchObject(refused);
});

test('a bad token in the cookie is as bad as one in the header', async () => {
  const expired = await issuer.sign({ exp: Math.floor(Date.now() / 1_000) - 60 });
  for (const value of [expired, 'abc', `${await issuer.sign()}x`]) {
    expect((await post({ cookie: `__Host-token=${value}`, ...preflight })).status).toBe(401);
  }
});

test('several cookies of the name are refused, and so is not one of them', async () => {
  const twice = `${await cookie()}; __Host-token=${await issuer.sign()}`;
  expect((await post({ cookie: twice, ...preflight })).status).toBe(401);
});

test('the Authorization header wins over the cookie, good or bad', async () => {
  expect((await post({ cookie: '__Host-token=bad' }, await issuer.sign())).status).toBe(200);
  expect((await post({ cookie: await cookie(), ...preflight }, 'bad')).status).toBe(401);
});

test('who has other cookies only is anonymous, and needs no such header', async () => {
  expect((await post({ cookie: 'theme=dark; token=abc' })).status).toBe(200);
});

test('what the cookie says who may see is kept by nobody else, and apart from what others see', async () => {
  gateway().people.addHeaders({ 'cache-control': 'public, max-age=60' });
  const ask = async (headers: Record<string, string>) => {
    const url = `${gateway().url}?query=${encodeURIComponent(query)}`;
    const { headers: told } = await fetch(url, { headers: { ...headers, ...preflight } });
    return [told.get('cache-control'), told.get('vary')];
  };
  const vary = expect.stringMatching(/\bcookie\b/);
  expect(await ask({})).toEqual(['public, max-age=60', vary]);
  expect(await ask({ cookie: await cookie() })).toEqual(['private, max-age=60', vary]);
});
