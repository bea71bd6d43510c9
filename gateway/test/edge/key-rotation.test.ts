import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { useGateway } from '../support/use-gateway.ts';
import { useTokenIssuer } from '../support/use-token-issuer.ts';

const issuer = await useTokenIssuer();
const gateway = useGateway({
  environment: () => issuer.environment,
});
const statusOf = async (token: string) =>
  (await sendOperation(gateway().url, { query: '{ people { name } }', token })).status;

// Only the clock, which never goes back: sockets and their timers stay real.
beforeAll(() => vi.useFakeTimers({ toFake: ['Date'] }));
afterAll(() => vi.useRealTimers());
const passSeconds = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1_000);

test('a new key is known half a minute after it was published, at the latest', async () => {
  expect(await statusOf(await issuer.sign())).toBe(200);
  await issuer.rotate();
  passSeconds(31);
  expect(await statusOf(await issuer.sign())).toBe(200);
});

test('tokens with unknown keys make the keys be asked for once in that time', async () => {
  await statusOf(await issuer.sign());
  passSeconds(31);
  const before = issuer.requests();
  for (let i = 0; i < 5; i += 1) {
    expect(await statusOf(await issuer.sign({}, { kid: `unknown-${i}` }))).toBe(401);
  }
  expect(issuer.requests() - before).toBe(1);
});

test('a token that was good is so no longer when it has expired', async () => {
  const token = await issuer.sign();
  expect([await statusOf(token), await statusOf(token)]).toEqual([200, 200]);
  passSeconds(66);
  expect(await statusOf(token)).toBe(401);
});

test('a token that was good is so no longer when its key has gone, however new it is', async () => {
  const token = await issuer.sign({ exp: Math.floor(Date.now() / 1_000) + 3_600 });
  expect([await statusOf(token), await statusOf(token)]).toEqual([200, 200]);
  issuer.withdrawAll();
  await issuer.rotate();
  passSeconds(31);
  expect(await statusOf(await issuer.sign())).toBe(200);
  expect(await statusOf(token)).toBe(401);
});

test('a key that the issuer has withdrawn is good for ten minutes at most', async () => {
  const token = await issuer.sign({ exp: Math.floor(Date.now() / 1_000) + 3_600 });
  expect(await statusOf(token)).toBe(200);
  issuer.withdrawAll();
  await issuer.rotate();
  passSeconds(601);
  expect(await statusOf(token)).toBe(401);
});
