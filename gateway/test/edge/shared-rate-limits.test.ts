import { Redis } from 'ioredis';
import { beforeEach, expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { useGateway } from '../support/use-gateway.ts';
import { describeWithRedis } from '../support/use-redis.ts';

const LIMIT = 20;
const WINDOW_SECONDS = 86_400;

describeWithRedis('gateways that share a Redis', (redis) => {
  const use = (onStoreFailure: 'local' | 'refuse') =>
    useGateway({
      environment: () => ({ METRICS_PORT: '0' }),
      config: () =>
        JSON.stringify({
          trustedProxies: ['127.0.0.1'],
          redis: { url: redis().url, deadlineMs: 2_000 },
          rateLimit: { address: { limit: LIMIT, windowSeconds: WINDOW_SECONDS }, onStoreFailure },
        }),
    });
  const gateways = [use('local'), use('local'), use('refuse')] as const;
  const [first, second, strict] = gateways;

  async function send(gateway: typeof first, address: string) {
    const { status, headers, body } = await sendOperation(gateway().url, {
      query: '{ people { name } }',
      headers: { 'x-forwarded-for': address },
    });
    const left = Number(/r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1]);
    return { status, left, code: body.errors?.[0]?.extensions?.code };
  }

  let round = 0;

  /** Waits until each of them counts in Redis what the others count. */
  async function untilShared(): Promise<void> {
    await expect
      .poll(async () => {
        round += 1;
        const left: number[] = [];
        for (const gateway of gateways) left.push((await send(gateway, `10.0.0.${round}`)).left);
        return left;
      })
      .toEqual([LIMIT - 1, LIMIT - 2, LIMIT - 3]);
  }
  beforeEach(untilShared);

  test('answer together no more of one address than one of them would', async () => {
    const requests = Array.from({ length: 3 * LIMIT }, (_, index) =>
      send(gateways[index % 3] ?? first, '192.0.2.1'),
    );
    const statuses = (await Promise.all(requests)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(LIMIT);
    expect(statuses.filter((status) => status === 429)).toHaveLength(2 * LIMIT);
  });

  test('keep a key only for as long as it says anything', async () => {
    await send(first, '192.0.2.2');
    const client = new Redis(redis().url);
    const key = `causeway:rate:address:${LIMIT}:${WINDOW_SECONDS}:address:192.0.2.2`;
    const seconds = (await client.pttl(key)) / 1_000;
    client.disconnect();
    expect(seconds).toBeGreaterThan(WINDOW_SECONDS / LIMIT - 60);
    expect(seconds).toBeLessThanOrEqual(WINDOW_SECONDS / LIMIT);
  });

  test('do not ask for what cannot be there yet', async () => {
    for (let sent = 0; sent < LIMIT; sent += 1) await send(first, '192.0.2.3');
    await send(first, '192.0.2.3');
    const client = new Redis(redis().url);
    const calls = async () =>
      Number(/cmdstat_evalsha:calls=(\d+)/.exec(await client.info('commandstats'))?.[1]);
    const before = await calls();
    expect((await send(first, '192.0.2.3')).status).toBe(429);
    expect(await calls()).toBe(before);
    client.disconnect();
  });

  test('count for themselves while it is away, or answer nothing; and share again', async () => {
    for (let sent = 0; sent < LIMIT - 5; sent += 1) await send(first, '192.0.2.4');
    await redis().kill();
    await expect
      .poll(() => send(strict, '192.0.2.5'))
      .toMatchObject({ status: 503, code: 'RATE_LIMIT_UNAVAILABLE' });
    const metrics = await (await fetch(String(strict().running.metricsUrl))).text();
    expect(metrics).toMatch(/causeway_rate_limit_requests_total{outcome="unavailable"} \d+\n/);
    // It goes on from what it heard last, the other one from nothing.
    const left: number[] = [];
    for (let sent = 0; sent < 5; sent += 1) left.push((await send(first, '192.0.2.4')).left);
    expect(left).toEqual([4, 3, 2, 1, 0]);
    expect((await send(first, '192.0.2.4')).status).toBe(429);
    expect((await send(second, '192.0.2.4')).left).toBe(LIMIT - 1);
    await redis().start();
    await untilShared();
  });

  test('do not wait for one that hangs', async () => {
    redis().freeze();
    try {
      expect((await send(first, '192.0.2.6')).status).toBe(200);
      await expect
        .poll(() => send(strict, '192.0.2.6'))
        .toMatchObject({ status: 503, code: 'RATE_LIMIT_UNAVAILABLE' });
    } finally {
      redis().thaw();
    }
  });
});
