import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useIdentity } from '../use-identity.ts';

const REDIRECT_URI = 'https://shop.test/sign-in';
const BEGIN = `mutation ($input: BeginProviderFlowInput!) {
  beginProviderSignIn(input: $input) { __typename }
}`;

describe('a provider whose metadata cannot be had', () => {
  const service = useIdentity({ clockStandsStill: true });
  const folder = mkdtempSync(join(tmpdir(), 'causeway-discovery-'));
  let provider: Server;
  let issuer: string;
  let answer: { status: number; body: () => string };
  let asked = 0;
  beforeAll(async () => {
    provider = createServer((_request, response) => {
      asked += 1;
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(answer.body());
    });
    provider.listen(0, '127.0.0.1');
    await new Promise((resolve) => provider.once('listening', resolve));
    issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    provider.close();
    rmSync(folder, { recursive: true });
  });

  const metadata = (changes: object = {}) => ({
    status: 200,
    body: () => JSON.stringify({ issuer, authorization_endpoint: `${issuer}/auth`, ...changes }),
  });
  const away = { status: 500, body: () => '{}' };

  /** identity with the provider in its settings, which is away when it starts. */
  const start = async () => {
    answer = away;
    asked = 0;
    const file = join(folder, `${crypto.randomUUID()}.json`);
    const settings = {
      ...{ name: 'Away', issuer, clientId: 'shop', clientSecret: 'x', allowHttp: true },
      redirectUris: [REDIRECT_URI],
    };
    writeFileSync(file, JSON.stringify({ providers: { away: settings } }));
    const subgraph = await service().startAnother({ OIDC_PROVIDERS_FILE: file });
    const begin = async () => {
      const input = { provider: 'away', redirectUri: REDIRECT_URI };
      const { beginProviderSignIn } = await subgraph.read(BEGIN, { input });
      return beginProviderSignIn.__typename;
    };
    return { begin, close: () => subgraph.close() };
  };

  test('does not keep identity from starting, and is asked again', async () => {
    const { begin, close } = await start();
    expect(await begin()).toBe('ProviderUnavailable');
    answer = metadata();
    service().advance(3_000);
    expect(await begin()).toBe('BeginProviderSignInSuccess');
    await close();
  });

  test('is asked once by many, and not again at once', async () => {
    const { begin, close } = await start();
    expect(new Set(await Promise.all([begin(), begin(), begin()]))).toEqual(
      new Set(['ProviderUnavailable']),
    );
    expect(await begin()).toBe('ProviderUnavailable');
    expect(asked).toBe(1);
    await close();
  });

  test('stays good by what it said before', async () => {
    const { begin, close } = await start();
    answer = metadata();
    await begin();
    answer = away;
    service().advance(2 * 3_600_000);
    expect(await begin()).toBe('BeginProviderSignInSuccess');
    expect(asked).toBe(2);
    await close();
  });

  test('is refused when it says that it is another', async () => {
    const { begin, close } = await start();
    answer = metadata({ issuer: 'https://evil.test' });
    expect(await begin()).toBe('ProviderUnavailable');
    await close();
  });
});
