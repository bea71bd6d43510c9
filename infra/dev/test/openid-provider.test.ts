import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createLocalProvider } from '../src/openid-provider/provider-process.ts';
import { freePort } from '../src/ports/free-port.ts';
import { supervise } from '../src/process/supervise.ts';

const SANDBOX = 'http://127.0.0.1:4000/';
const folder = mkdtempSync(join(tmpdir(), 'causeway-openid-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('the provider is who the settings say, and asks who somebody is who comes from the sandbox', async () => {
  const { definition, settingsFile } = createLocalProvider({
    ...{ folder, port: await freePort(), sandboxUrl: SANDBOX },
  });
  const { local } = JSON.parse(readFileSync(settingsFile, 'utf8')).providers;
  const provider = supervise(definition, 'quiet');
  try {
    expect(await provider.listening).toBe(local.issuer);
    const response = await fetch(`${local.issuer}/.well-known/openid-configuration`);
    const metadata = (await response.json()) as Record<string, string>;
    expect(metadata.issuer).toBe(local.issuer);
    const request = new URL(String(metadata.authorization_endpoint));
    request.search = new URLSearchParams({
      ...{ client_id: local.clientId, redirect_uri: SANDBOX, response_type: 'code' },
      ...{ scope: 'openid email', state: 'state', nonce: 'nonce' },
      ...{ code_challenge: 'a'.repeat(43), code_challenge_method: 'S256' },
    }).toString();
    const asked = await fetch(request, { redirect: 'manual' });
    const cookie = asked.headers
      .getSetCookie()
      .map((one) => String(one.split(';')[0]))
      .join('; ');
    const page = new URL(String(asked.headers.get('location')), local.issuer);
    const text = await (await fetch(page, { headers: { cookie } })).text();
    expect(text).toContain('Enter any login');
  } finally {
    await provider.stop();
  }
});
