import { fileURLToPath } from 'node:url';
import { type RunningGateway, readGatewaySettings, startGateway } from '@causeway/gateway';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';

const inGateway = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

let gateway: RunningGateway;
beforeAll(async () => {
  const flags = {
    ...{
      config: inGateway('gateway.yaml'),
      supergraph: inGateway('supergraph.graphql'),
      port: '0',
    },
  };
  const environment = { LOG_LEVEL: 'silent', METRICS_PORT: 'off' };
  const settings = readGatewaySettings(flags, environment);
  gateway = await startGateway({ ...settings, drainIdleMs: 0 });
});
afterAll(() => gateway?.close());

/** Nothing need be behind the gateway: what is asked for counts. */
async function signUp(times: number): Promise<{ status: number; retryAfter: number }> {
  const one = (n: number) => `s${n}: signUp(input: {
    email: "somebody${n}@example.com", password: "slow-harbour-lantern", displayName: "Somebody"
  }) { __typename }`;
  const fields = Array.from({ length: times }, (_, n) => one(n)).join(' ');
  const { status, headers } = await sendOperation(gateway.url, { query: `mutation { ${fields} }` });
  return { status, retryAfter: Number(headers.get('retry-after')) };
}

test('an address learns of twenty e-mail addresses in an hour whether they are taken, in however few requests', async () => {
  for (const times of [12, 8]) expect((await signUp(times)).status).toBe(200);
  const { status, retryAfter } = await signUp(1);
  expect(status).toBe(429);
  // One more each three minutes.
  expect(retryAfter).toBeGreaterThan(100);
  expect((await signUp(21)).status).toBe(429);
});
