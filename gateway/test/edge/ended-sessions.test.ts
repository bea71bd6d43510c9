import { randomUUID } from 'node:crypto';
import { createTestIdentity } from '@causeway/test-kit';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { startSessionTeller } from '../support/start-session-teller.ts';
import { useGateway } from '../support/use-gateway.ts';
import { describeWithRedis } from '../support/use-redis.ts';
import { useTokenIssuer } from '../support/use-token-issuer.ts';

const issuer = await useTokenIssuer();
const teller = await startSessionTeller();
const { keyFile } = createTestIdentity();
afterAll(() => teller.stop());
afterEach(() => {
  vi.useRealTimers();
  teller.setDown(false);
  teller.setPageSize(10_000);
});

const use = (more: {
  onUnavailable?: 'allow' | 'refuse';
  redis?: () => { url: string; deadlineMs: number };
}) =>
  useGateway({
    environment: () => ({ ASSERTION_KEY_FILE: keyFile }),
    config: () =>
      JSON.stringify({
        jwt: {
          issuers: [
            {
              ...{ issuer: issuer.issuer, jwksUrl: issuer.jwksUrl, audience: 'causeway' },
              endedSessions: { url: teller.url, onUnavailable: more.onUnavailable ?? 'allow' },
            },
          ],
        },
        ...(more.redis && { redis: more.redis() }),
      }),
  });
type Gateway = ReturnType<typeof use>;

async function send(gateway: Gateway, sid: string) {
  const { status, headers, body } = await sendOperation(gateway().url, {
    query: '{ people { name } }',
    token: await issuer.sign({ sid, exp: Math.floor(Date.now() / 1_000) + 900 }),
  });
  return { status, challenge: headers.get('www-authenticate'), code: codeOf(body) };
}

const codeOf = ({ errors }: Awaited<ReturnType<typeof sendOperation>>['body']) =>
  errors?.[0]?.extensions?.code;

/** Ends a session that was good, and waits until the gateway refuses it. */
async function expectEnded(gateway: Gateway, sid: string): Promise<void> {
  await expect.poll(async () => (await send(gateway, sid)).status).toBe(401);
}

describe('a session that has ended', () => {
  const allowing = use({});
  const refusing = use({ onUnavailable: 'refuse' });

  test('has its access tokens refused, also one that was verified before', async () => {
    const sid = randomUUID();
    expect((await send(allowing, sid)).status).toBe(200);
    teller.end(sid);
    await expectEnded(allowing, sid);
    expect(await send(allowing, sid)).toEqual({
      status: 401,
      code: 'UNAUTHENTICATED',
      challenge: 'Bearer error="invalid_token", error_description="The session has ended."',
    });
    expect((await send(allowing, randomUUID())).status).toBe(200);
  });

  test('is known however many parts the issuer tells them in', async () => {
    const sids = Array.from({ length: 7 }, () => randomUUID());
    teller.setPageSize(2);
    for (const sid of sids) teller.end(sid);
    for (const sid of sids) await expectEnded(allowing, sid);
  });

  test('stays refused while the issuer is away; others go on, or are refused, as is set', async () => {
    const [ended, other] = [randomUUID(), randomUUID()];
    teller.end(ended);
    await expectEnded(allowing, ended);
    await expectEnded(refusing, ended);
    expect((await send(refusing, other)).status).toBe(200);
    teller.setDown(true);
    const asked = teller.requests();
    await expect.poll(teller.requests).toBeGreaterThan(asked + 2);
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(Date.now() + 10_000);
    expect((await send(allowing, ended)).status).toBe(401);
    expect((await send(allowing, other)).status).toBe(200);
    expect((await send(refusing, ended)).status).toBe(401);
    expect(await send(refusing, other)).toMatchObject({
      status: 503,
      code: 'AUTHENTICATION_UNAVAILABLE',
    });
    vi.useRealTimers();
    teller.setDown(false);
    await expect.poll(async () => (await send(refusing, other)).status).toBe(200);
  });
});

describeWithRedis('gateways that share a Redis', (redis) => {
  const shared = () => ({ url: redis().url, deadlineMs: 200 });
  const first = use({ redis: shared });
  const second = use({ redis: shared });
  const third = use({ redis: shared });
  const gateways = [first, second, third];
  const expectEndedAtAll = (sid: string) =>
    Promise.all(gateways.map((gateway) => expectEnded(gateway, sid)));

  /** How often the issuer is asked in two seconds, by all three together. */
  async function askedInTwoSeconds(): Promise<number> {
    const before = teller.requests();
    const startedAtMs = performance.now();
    await expect.poll(() => performance.now() - startedAtMs).toBeGreaterThan(2_000);
    return teller.requests() - before;
  }

  test('know of it, though one of them asks for all', async () => {
    await expect.poll(askedInTwoSeconds, { timeout: 50_000 }).toBeLessThan(8);
    const sid = randomUUID();
    teller.end(sid);
    await expectEndedAtAll(sid);
  });

  test('know as soon, each for itself, when Redis is killed, and what they knew before', async () => {
    const [before, during, after] = [randomUUID(), randomUUID(), randomUUID()];
    teller.end(before);
    await expectEndedAtAll(before);
    await redis().kill();
    teller.end(during);
    await expectEndedAtAll(during);
    await expectEndedAtAll(before);
    expect((await send(first, after)).status).toBe(200);
    await redis().start();
    teller.end(after);
    await expectEndedAtAll(after);
    await expectEndedAtAll(during);
    await expect.poll(askedInTwoSeconds, { timeout: 50_000 }).toBeLessThan(8);
  });

  test('know of all, though the issuer tells them in parts', async () => {
    const sids = Array.from({ length: 7 }, () => randomUUID());
    teller.setPageSize(3);
    for (const sid of sids) teller.end(sid);
    for (const sid of sids) await expectEndedAtAll(sid);
  });

  test('do not wait for one that hangs', async () => {
    const sid = randomUUID();
    redis().freeze();
    try {
      teller.end(sid);
      await expectEndedAtAll(sid);
    } finally {
      redis().thaw();
    }
  });
});
