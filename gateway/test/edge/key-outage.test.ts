import { expect, test, vi } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { useGateway } from '../support/use-gateway.ts';
import { useTokenIssuer } from '../support/use-token-issuer.ts';

const issuer = await useTokenIssuer();
issuer.setDown(true);
const gateway = useGateway({
  environment: () => issuer.environment,
});
const send = async (token?: string) =>
  sendOperation(gateway().url, { query: '{ people { name } }', token });

test('a gateway whose issuer is away starts, has asked for its keys, and answers who is anonymous', async () => {
  await expect.poll(issuer.requests).toBeGreaterThan(0);
  expect((await send()).status).toBe(200);
});

test('while the keys cannot be had, a token is answered 503, not 401', async () => {
  const { status, body } = await send(await issuer.sign());
  expect(status).toBe(503);
  expect(body.errors?.[0]?.extensions?.code).toBe('AUTHENTICATION_UNAVAILABLE');
});

test('once they are back, tokens are good again, and keys already known outlive the next outage', async () => {
  issuer.setDown(false);
  await expect.poll(async () => (await send(await issuer.sign())).status).toBe(200);
  issuer.setDown(true);
  const token = await issuer.sign({ exp: Math.floor(Date.now() / 1_000) + 7_200 });
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(Date.now() + 3_600_000);
  expect((await send(token)).status).toBe(200);
  vi.useRealTimers();
});
