import { randomInt } from 'node:crypto';
import { withClient } from '@causeway/database';
import type { Principal } from '@causeway/subgraph-kit';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as openid from 'openid-client';
import { beforeAll, describe, expect, test } from 'vitest';
import { createClient, type TestClient } from '../service-accounts/use-service-accounts.ts';
import { useIdentity } from '../use-identity.ts';

const GRANT = { grant_type: 'client_credentials' };
/** As a proxy tells it. */
const anyAddress = () => `10.${[0, 1, 2].map(() => randomInt(256)).join('.')}`;

describe('POST /oauth/token', () => {
  const service = useIdentity({ settings: () => ({ TRUSTED_PROXIES: ['127.0.0.1'] }) });
  let admin: Principal;
  let client: TestClient;
  beforeAll(async () => {
    admin = (await service().signIn('admin@example.com')).principal;
    client = await createClient(service(), {
      principal: admin,
      scopes: ['orders:read', 'stock:write'],
    });
  });

  const post = (form: Record<string, string> | string, headers: Record<string, string> = {}) =>
    fetch(new URL('/oauth/token', service().origin), {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-forwarded-for': anyAddress(),
        ...headers,
      },
      body: typeof form === 'string' ? form : new URLSearchParams(form),
    });
  const ask = async (form: Record<string, string> | string, headers = {}) => {
    const response = await post(form, headers);
    const body = (await response.json()) as Record<string, string>;
    return { status: response.status, headers: response.headers, body };
  };
  const asClient = ({ id, secret }: TestClient) => ({ client_id: id, client_secret: secret });
  const basic = (id: string, secret: string) => ({
    authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`,
  });

  test('gives an access token by RFC 9068, that nobody keeps', async () => {
    const { status, headers, body } = await ask({ ...GRANT, ...asClient(client) });
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: expect.toSatisfy((seconds: number) => seconds > 290 && seconds <= 300),
      scope: 'orders:read stock:write',
    });
    const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', service().origin));
    const { payload, protectedHeader } = await jwtVerify(String(body.access_token), keys, {
      ...{ issuer: 'https://identity.test', audience: 'causeway' },
    });
    expect(protectedHeader.typ).toBe('at+jwt');
    expect(payload).toEqual({
      ...{ iss: 'https://identity.test', aud: 'causeway', sub: client.id, client_id: client.id },
      ...{ scope: 'orders:read stock:write', jti: expect.any(String) },
      ...{ iat: expect.any(Number), exp: expect.any(Number) },
    });
  });

  test('takes id and secret from the header as well', async () => {
    const { status } = await ask(GRANT, basic(client.id, client.secret));
    expect(status).toBe(200);
  });

  test('gives fewer scopes when fewer are asked for, and none that the client does not have', async () => {
    const fewer = await ask({ ...GRANT, ...asClient(client), scope: 'stock:write' });
    expect(fewer.body.scope).toBe('stock:write');
    for (const scope of ['stock:write roles:write', 'a"b', ' stock:write']) {
      const { status, body } = await ask({ ...GRANT, ...asClient(client), scope });
      expect([status, body.error]).toEqual([400, 'invalid_scope']);
    }
  });

  test.each<[string, () => Record<string, string> | string, number, string]>([
    ['no grant type', () => asClient(client), 400, 'invalid_request'],
    [
      'an empty grant type',
      () => ({ grant_type: '', ...asClient(client) }),
      400,
      'invalid_request',
    ],
    [
      'another grant type',
      () => ({ grant_type: 'password', ...asClient(client) }),
      ...([400, 'unsupported_grant_type'] as const),
    ],
    [
      'a parameter given twice',
      () => `grant_type=client_credentials&scope=a&scope=b&client_id=${client.id}`,
      ...([400, 'invalid_request'] as const),
    ],
    ['no credentials', () => GRANT, 401, 'invalid_client'],
    ['an id without a secret', () => ({ ...GRANT, client_id: client.id }), 401, 'invalid_client'],
    [
      'an unknown client',
      () => ({ ...GRANT, client_id: crypto.randomUUID(), client_secret: client.secret }),
      ...([401, 'invalid_client'] as const),
    ],
    [
      'an id that is none',
      () => ({ ...GRANT, client_id: "' OR 1=1", client_secret: client.secret }),
      ...([401, 'invalid_client'] as const),
    ],
    ['a body that is too long', () => `grant_type=${'x'.repeat(9_000)}`, 413, 'invalid_request'],
  ])('answers %s by RFC 6749 §5.2', async (_what, form, status, error) => {
    const answer = await ask(form());
    expect([answer.status, answer.body.error]).toEqual([status, error]);
    expect(answer.body.error_description).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    if (status === 401) expect(answer.headers.get('www-authenticate')).toMatch(/^Basic /);
  });

  test.each<[string, () => Record<string, string>, Record<string, string>, number, string]>([
    [
      'in two ways',
      () => basic(client.id, client.secret),
      { client_secret: 'x' },
      400,
      'invalid_request',
    ],
    ['as two', () => basic(client.id, client.secret), { client_id: 'x' }, 400, 'invalid_request'],
    ['by a token', () => ({ authorization: 'Bearer x' }), {}, 401, 'invalid_client'],
    ['by no base64', () => ({ authorization: 'Basic ???' }), {}, 401, 'invalid_client'],
    [
      'by what is not form-encoded',
      () => ({ authorization: `Basic ${btoa('%:x')}` }),
      {},
      401,
      'invalid_client',
    ],
  ])('refuses a client that says who it is %s', async (_how, headers, form, status, error) => {
    const answer = await ask({ ...GRANT, ...form }, headers());
    expect([answer.status, answer.body.error]).toEqual([status, error]);
  });

  test('takes forms by POST only', async () => {
    const json = await post(JSON.stringify(GRANT), { 'content-type': 'application/json' });
    const { error } = (await json.json()) as { error: string };
    expect([json.status, error]).toEqual([415, 'invalid_request']);
    const got = await fetch(new URL('/oauth/token', service().origin));
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
  });

  test('does not tell an unknown client from a wrong secret', async () => {
    const wrong = await ask({ ...GRANT, client_id: client.id, client_secret: 'cws_wrong' });
    const unknown = await ask({ ...GRANT, client_id: crypto.randomUUID(), client_secret: 'x' });
    expect(wrong).toMatchObject({ status: unknown.status, body: unknown.body });
    expect(JSON.stringify(service().log)).not.toContain('cws_wrong');
  });

  test('refuses a secret that has expired or was revoked', async () => {
    const short = await createClient(service(), {
      ...{ principal: admin, scopes: ['stock:write'], days: 1 },
    });
    expect((await ask({ ...GRANT, ...asClient(short) })).status).toBe(200);
    await setSecret(short.secretId, `expires_at = now() - interval '1 second'`);
    expect((await ask({ ...GRANT, ...asClient(short) })).status).toBe(401);
    await withClient(service().ownerUrl, (sql) =>
      sql.query('DELETE FROM identity.service_account WHERE id = $1', [short.id]),
    );
    expect((await ask({ ...GRANT, ...asClient(short) })).status).toBe(401);
  });

  test('notes when a secret was used', async () => {
    const used = await createClient(service(), { principal: admin, scopes: ['stock:write'] });
    const lastUse = async () => {
      const { serviceAccounts } = await service().read(
        '{ serviceAccounts(first: 100) { nodes { id secrets { lastUsedAt } } } }',
        ...[{}, admin],
      );
      return serviceAccounts.nodes.find(({ id }: { id: string }) => id === used.id).secrets[0]
        .lastUsedAt;
    };
    expect(await lastUse()).toBeNull();
    await ask({ ...GRANT, ...asClient(used) });
    const first = await lastUse();
    expect(Math.abs(Date.parse(first) - service().now().getTime())).toBeLessThan(60_000);
    await ask({ ...GRANT, ...asClient(used) });
    expect(await lastUse()).toBe(first);
    await setSecret(used.secretId, `last_used_at = now() - interval '2 minutes'`);
    await ask({ ...GRANT, ...asClient(used) });
    expect(Date.parse(await lastUse())).toBeGreaterThanOrEqual(Date.parse(first));
  });

  test('holds up wrong secrets after ten, and never the right one', async () => {
    const attacked = await createClient(service(), { principal: admin, scopes: ['stock:write'] });
    const guess = () => ask({ ...GRANT, client_id: attacked.id, client_secret: 'guess' });
    const statuses = (await Promise.all(Array.from({ length: 14 }, guess))).map((a) => a.status);
    expect(statuses.filter((status) => status === 401).length).toBeGreaterThanOrEqual(10);
    await expect
      .poll(async () => {
        const held = await guess();
        return [held.status, held.body.error, Number(held.headers.get('retry-after')) >= 1];
      })
      .toEqual([429, 'invalid_client', true]);
    expect((await ask({ ...GRANT, ...asClient(attacked) })).status).toBe(200);
  });

  test('holds up wrong secrets from one address after ten, whichever clients they are for', async () => {
    const from = { 'x-forwarded-for': '2001:db8:0:1::1' };
    const guess = (headers: Record<string, string>) =>
      ask({ ...GRANT, client_id: crypto.randomUUID(), client_secret: 'guess' }, headers);
    const answers = await Promise.all(Array.from({ length: 14 }, () => guess(from)));
    // More, if this machine takes longer than the wait.
    expect(answers.filter(({ status }) => status === 401).length).toBeGreaterThanOrEqual(10);
    // Its network has more addresses than anybody can count.
    const neighbour = { 'x-forwarded-for': '2001:db8:0:1:ffff::2' };
    await expect
      .poll(async () => {
        const held = await guess(neighbour);
        return [held.status, Number(held.headers.get('retry-after')) >= 1];
      })
      .toEqual([429, true]);
    expect((await guess({ 'x-forwarded-for': '2001:db8:0:2::1' })).status).toBe(401);
    // Programs of one network share an address: who has the secret is let in.
    expect((await ask({ ...GRANT, ...asClient(client) }, from)).status).toBe(200);
  });

  test('writes one row for an address, however many ids it makes up', async () => {
    const count = () =>
      withClient(service().ownerUrl, async (sql) => {
        const { rows } = await sql.query('SELECT count(*)::int AS n FROM identity.sign_in_attempt');
        return rows[0].n;
      });
    const before = await count();
    const from = { 'x-forwarded-for': anyAddress() };
    const guess = () => ask({ ...GRANT, client_id: crypto.randomUUID(), client_secret: 'x' }, from);
    await Promise.all(Array.from({ length: 20 }, guess));
    expect(await count()).toBe(before + 1);
  });

  test.each(['oauth-authorization-server', 'openid-configuration'])(
    '/.well-known/%s says what there is and nothing else',
    async (name) => {
      const response = await fetch(new URL(`/.well-known/${name}`, service().origin));
      expect(response.headers.get('content-type')).toMatch('application/json');
      expect(await response.json()).toEqual({
        issuer: 'https://identity.test',
        token_endpoint: 'https://identity.test/oauth/token',
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
        grant_types_supported: ['client_credentials'],
        response_types_supported: [],
        jwks_uri: 'https://identity.test/.well-known/jwks.json',
      });
    },
  );

  test.each(['oauth2', 'oidc'] as const)(
    'a certified client finds it by %s discovery and gets a token',
    async (algorithm) => {
      const issuer = 'https://identity.test';
      // What a proxy does that knows the issuer's public name.
      const throughProxy: openid.CustomFetch = (url, options) =>
        fetch(url.replace(issuer, service().origin), options as RequestInit);
      const config = await openid.discovery(
        ...([
          new URL(issuer),
          client.id,
          undefined,
          openid.ClientSecretBasic(client.secret),
        ] as const),
        { algorithm, [openid.customFetch]: throughProxy },
      );
      const tokens = await openid.clientCredentialsGrant(config, { scope: 'stock:write' });
      expect(tokens).toMatchObject({ token_type: 'bearer', scope: 'stock:write' });
      const wrong = new openid.Configuration(
        ...([
          config.serverMetadata(),
          client.id,
          undefined,
          openid.ClientSecretPost('wrong'),
        ] as const),
      );
      wrong[openid.customFetch] = throughProxy;
      await expect(openid.clientCredentialsGrant(wrong)).rejects.toMatchObject({
        cause: expect.anything(),
      });
    },
  );

  const setSecret = (secretId: string, change: string) =>
    withClient(service().ownerUrl, (sql) =>
      sql.query(`UPDATE identity.service_account_secret SET ${change} WHERE id = $1`, [secretId]),
    );
});
