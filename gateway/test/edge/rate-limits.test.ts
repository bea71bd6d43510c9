import { request } from 'undici';
import { describe, expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { useGateway } from '../support/use-gateway.ts';
import { useTokenIssuer } from '../support/use-token-issuer.ts';

const issuer = await useTokenIssuer();
const otherIssuer = await useTokenIssuer('https://other-issuer.test');

// A window of a day: while the tests run, nothing comes back.
const DAY = 86_400;
const gateway = useGateway({
  environment: () => ({ METRICS_PORT: '0' }),
  config: () =>
    JSON.stringify({
      jwt: {
        issuers: [issuer, otherIssuer].map(({ issuer: name, jwksUrl }) => ({
          ...{ issuer: name, jwksUrl, audience: 'causeway', subjectPrefix: '' },
        })),
      },
      trustedProxies: ['127.0.0.0/8'],
      rateLimit: {
        principal: { limit: 2, windowSeconds: DAY },
        address: { limit: 20, windowSeconds: DAY },
        fields: {
          'Mutation.rename': { limit: 3, windowSeconds: DAY },
          'Query.person': { limit: 1, windowSeconds: DAY, mode: 'measure' },
        },
      },
    }),
});

const people = '{ people { name } }';
const rename = 'mutation { rename(id: "1", name: "Ada") { name } }';

/** Through a trusted proxy that says the request came from there. */
const from = (address: string, query = people, token?: string) =>
  sendOperation(gateway().url, { query, token, headers: { 'x-forwarded-for': address } });
const statuses = async (count: number, send: () => Promise<{ status: number }>) => {
  const found: number[] = [];
  for (let sent = 0; sent < count; sent += 1) found.push((await send()).status);
  return found;
};
const codeOf = ({ body }: Awaited<ReturnType<typeof from>>) => body.errors?.[0]?.extensions?.code;

describe('requests of one address', () => {
  test('are answered up to the limit, each with what is left of it', async () => {
    const first = await from('192.0.2.1');
    expect(first.headers.get('ratelimit-policy')).toBe('"address";q=20;w=86400');
    expect(first.headers.get('ratelimit')).toBe('"address";r=19;t=4320');
    expect(first.headers.has('retry-after')).toBe(false);
    expect(await statuses(19, () => from('192.0.2.1'))).toEqual(Array(19).fill(200));
    const refused = await from('192.0.2.1');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('ratelimit')).toMatch(/^"address";r=0;t=43\d\d$/);
    expect(refused.headers.get('retry-after')).toMatch(/^43\d\d$/);
    expect(codeOf(refused)).toBe('RATE_LIMITED');
    expect(refused.body.errors?.[0]?.message).toMatch(
      /^Too many requests: at most 20 in 86400 s are answered \(rateLimit\.address\)\. Try again in \d+ s\.$/,
    );
    expect((await from('192.0.2.2')).status).toBe(200);
  });

  test('that are refused are not read: neither too long a body, nor one that is no JSON', async () => {
    await statuses(20, () => from('192.0.2.3'));
    const asked = gateway().people.received.length;
    for (const body of ['{', 'x'.repeat(2_000_000)]) {
      const { statusCode } = await request(gateway().url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': '192.0.2.3' },
        body,
      });
      expect(statusCode).toBe(429);
    }
    expect(gateway().people.received.length).toBe(asked);
  });

  test('of IPv6 are those of its network', async () => {
    await statuses(20, () => from('2001:db8:1:2::1'));
    expect((await from('2001:db8:1:2:ffff::9')).status).toBe(429);
    expect((await from('2001:db8:1:3::1')).status).toBe(200);
  });

  test('with a token that is not good are counted as well', async () => {
    const send = () => from('192.0.2.4', people, 'no.such.token');
    expect(await statuses(21, send)).toEqual([...Array(20).fill(401), 429]);
  });

  test('leave probes alone, and what is no request of the graph', async () => {
    await statuses(21, () => from('192.0.2.5'));
    const headers = { 'x-forwarded-for': '192.0.2.5' };
    const status = async (path: string, method = 'GET') =>
      (await fetch(new URL(path, gateway().url), { headers, method })).status;
    expect(await status('/health/live')).toBe(200);
    expect(await status('/health/ready')).toBe(200);
    expect(await status('/graphql', 'PUT')).toBe(405);
  });
});

describe('requests of one user', () => {
  test('are counted together, wherever they come from, and nobody else with them', async () => {
    const token = await issuer.sign({ sub: 'user-a' });
    expect((await from('192.0.2.6', people, token)).headers.get('ratelimit')).toBe(
      '"principal";r=1;t=43200',
    );
    expect((await from('192.0.2.7', people, token)).status).toBe(200);
    expect((await from('192.0.2.8', people, token)).status).toBe(429);
    expect((await from('192.0.2.8', people, await issuer.sign({ sub: 'user-b' }))).status).toBe(
      200,
    );
    expect((await from('192.0.2.8')).headers.get('ratelimit')).toContain('r=19');
  });

  test('are not those of a user to whom another issuer gave the same id', async () => {
    const token = await issuer.sign({ sub: 'user-c' });
    expect(await statuses(3, () => from('192.0.2.9', people, token))).toEqual([200, 200, 429]);
    const other = await otherIssuer.sign({ sub: 'user-c' });
    expect((await from('192.0.2.9', people, other)).status).toBe(200);
  });
});

describe('a proxy that is trusted', () => {
  test('vouches for the last address only: what a client wrote before it is not believed', async () => {
    await statuses(20, () => from('203.0.113.9, 192.0.2.10'));
    expect((await from('192.0.2.10')).status).toBe(429);
    expect((await from('203.0.113.77, 192.0.2.10')).status).toBe(429);
    expect((await from('203.0.113.9')).status).toBe(200);
  });

  test('may stand behind another one', async () => {
    await statuses(20, () => from('192.0.2.11, 127.0.0.9'));
    expect((await from('192.0.2.11')).status).toBe(429);
  });
});

describe('a field with a rule of its own', () => {
  test('is refused beyond it, and what it belongs to is not executed', async () => {
    const first = await from('192.0.2.20', rename);
    expect(first.headers.get('ratelimit-policy')).toBe(
      '"address";q=20;w=86400, "fields.Mutation.rename";q=3;w=86400',
    );
    expect(first.headers.get('ratelimit')).toBe(
      '"address";r=19;t=4320, "fields.Mutation.rename";r=2;t=28800',
    );
    await statuses(2, () => from('192.0.2.20', rename));
    const asked = gateway().people.received.length;
    const refused = await from('192.0.2.20', rename);
    expect([refused.status, codeOf(refused)]).toEqual([429, 'RATE_LIMITED']);
    expect(refused.body.data).toBeUndefined();
    expect(refused.headers.get('retry-after')).toMatch(/^28\d\d\d$/);
    expect(gateway().people.received.length).toBe(asked);
    expect((await from('192.0.2.20')).status).toBe(200);
    expect((await from('192.0.2.21', rename)).status).toBe(200);
  });

  test.each([
    [
      'aliases',
      'mutation { a: rename(id: "1", name: "A") { name } b: rename(id: "1", name: "A") { name } }',
    ],
    [
      'fragments',
      `mutation { ...f ... on Mutation { b: rename(id: "1", name: "A") { name } } }
        fragment f on Mutation { a: rename(id: "1", name: "A") { name } }`,
    ],
  ])('is counted as often as it is executed: %s', async (kind, query) => {
    const address = `198.51.100.${kind.length}`;
    expect((await from(address, query)).headers.get('ratelimit')).toContain('rename";r=1;');
    const refused = await from(address, query);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('ratelimit')).toContain('rename";r=1;');
    expect((await from(address, rename)).status).toBe(200);
  });

  test('that is asked for more often than anyone may is refused at once', async () => {
    const query = `mutation { ${[1, 2, 3, 4].map((n) => `a${n}: rename(id: "1", name: "A") { name }`).join(' ')} }`;
    const refused = await from('192.0.2.22', query);
    expect(refused.status).toBe(429);
    expect(refused.body.errors?.[0]?.message).toBe(
      'That is 4 at once; at most 3 in 86400 s are answered (rateLimit.fields.Mutation.rename).',
    );
  });

  test('that is only measured is told of and not refused', async () => {
    const person = '{ person(id: "1") { name } }';
    expect(await statuses(3, () => from('192.0.2.23', person))).toEqual([200, 200, 200]);
    const metrics = await (await fetch(String(gateway().running.metricsUrl))).text();
    expect(metrics).toMatch(
      /causeway_limit_exceeded_total{limit="rateLimit.fields.Query.person",mode="measure"} 2\n/,
    );
    expect(metrics).toMatch(
      /causeway_limit_exceeded_total{limit="rateLimit.address",mode="enforce"}/,
    );
    expect(metrics).toMatch(/causeway_rate_limit_requests_total{outcome="allowed"} \d+\n/);
    expect(metrics).toMatch(/causeway_rate_limit_requests_total{outcome="limited"} \d+\n/);
  });
});

describe('without trusted proxies', () => {
  const bare = useGateway({
    config: () => JSON.stringify({ rateLimit: { address: { limit: 5, windowSeconds: DAY } } }),
  });

  test('no header says where a request comes from', async () => {
    let sent = 0;
    const send = () => {
      sent += 1;
      const address = `192.0.2.${sent}`;
      const headers = {
        'x-forwarded-for': address,
        forwarded: `for=${address}`,
        'x-real-ip': address,
      };
      return sendOperation(bare().url, { query: people, headers });
    };
    expect(await statuses(6, send)).toEqual([200, 200, 200, 200, 200, 429]);
  });
});

describe('by default', () => {
  const free = useGateway();

  test('nothing is counted', async () => {
    const { headers } = await sendOperation(free().url, { query: people });
    expect(headers.has('ratelimit')).toBe(false);
  });
});
