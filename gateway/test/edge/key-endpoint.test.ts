import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { useGateway } from '../support/use-gateway.ts';
import { useTokenIssuer } from '../support/use-token-issuer.ts';

const issuer = await useTokenIssuer();
/** Somebody who would have us believe its keys. */
const stranger = await useTokenIssuer(issuer.issuer);
afterEach(() => issuer.answerWith(null));

const gateway = useGateway({
  environment: () => issuer.environment,
});
const statusOf = async (token: string) =>
  (await sendOperation(gateway().url, { query: '{ people { name } }', token })).status;

beforeAll(async () => {
  expect(await statusOf(await issuer.sign())).toBe(200);
});

/** Long enough for the keys to be asked for again, whatever became of it before. */
function passAMinute(): void {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(Date.now() + 61_000);
}
afterAll(() => void vi.useRealTimers());

const json = (body: unknown) => (response: ServerResponse) =>
  void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));

test.each<[string, (response: ServerResponse) => void]>([
  [
    'that redirects elsewhere',
    (response) => void response.writeHead(302, { location: stranger.jwksUrl }).end(),
  ],
  ['that is not JSON', (response) => void response.end('<html>')],
  ['that is JSON, but no keys', json({ keys: 'none' })],
  ['that has another status', (response) => void response.writeHead(203).end('{"keys":[]}')],
  ['that has no end', (response) => sendForEver(response)],
  [
    'that is cut off',
    (response) => {
      response.writeHead(200, { 'content-length': 99 }).write('{', () => response.destroy());
    },
  ],
  ['that is none', (response) => void response.destroy()],
])('an answer %s leaves the keys as they were', async (_what, answer) => {
  passAMinute();
  const asked = issuer.requests();
  issuer.answerWith(answer);
  const unknown = issuer.sign({}, { kid: 'unknown' }).then(statusOf);
  await expect.poll(issuer.requests).toBe(asked + 1);
  expect(await statusOf(await issuer.sign())).toBe(200);
  expect(await unknown).toBe(503);
  expect(stranger.requests()).toBe(0);
});

function sendForEver(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"keys":[');
  const more = () => {
    while (!response.destroyed && response.write(`"${'x'.repeat(65_536)}",`));
  };
  response.on('drain', more);
  more();
}

test('keys that are of no use are left out, and the rest is used', async () => {
  await issuer.rotate();
  issuer.answerWith(
    json({ keys: [null, 7, { kty: 'RSA', n: 'AQ', e: 'AQAB' }, ...issuer.published()] }),
  );
  passAMinute();
  expect(await statusOf(await issuer.sign())).toBe(200);
});

test('an issuer that never answers keeps nobody waiting who has a known key', async () => {
  issuer.answerWith(() => undefined);
  passAMinute();
  const asked = issuer.requests();
  const unknown = issuer.sign({}, { kid: 'unknown' }).then(statusOf);
  await expect.poll(issuer.requests).toBe(asked + 1);
  expect(await statusOf(await issuer.sign())).toBe(200);
  expect(await unknown).toBe(503);
});
