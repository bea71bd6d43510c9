import { afterAll, expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { startTokenIssuer } from '../support/token-issuer.ts';
import { useGateway } from '../support/use-gateway.ts';

const issuer = await startTokenIssuer();
afterAll(() => issuer.stop());
const gateway = useGateway({
  environment: () => ({
    JWT_ISSUER: issuer.issuer,
    JWKS_URL: issuer.jwksUrl,
    JWT_AUDIENCE: 'causeway',
  }),
});
const send = async (token?: string) =>
  sendOperation(gateway().url, { query: '{ people { name } }', token });

test('while the keys cannot be had, a token is answered 503, not 401, and anonymous requests go on', async () => {
  issuer.setDown(true);
  const { status, body } = await send(await issuer.sign());
  expect(status).toBe(503);
  expect(body.errors?.[0]?.extensions?.code).toBe('AUTHENTICATION_UNAVAILABLE');
  expect((await send()).status).toBe(200);
});

test('once they are back, tokens are good again, and keys already known outlive the next outage', async () => {
  issuer.setDown(false);
  expect((await send(await issuer.sign())).status).toBe(200);
  issuer.setDown(true);
  expect((await send(await issuer.sign())).status).toBe(200);
});
