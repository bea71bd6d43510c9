import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addSandbox, type SandboxOptions } from './add-sandbox.ts';

const SERVED_SINCE = '2026-01-02T00:00:00.000Z';

let app: FastifyInstance;
let folder: string;
beforeEach(() => {
  app = Fastify();
  folder = join(mkdtempSync(join(tmpdir(), 'causeway-sandbox-')), 'dist');
});
afterEach(async () => {
  await app.close();
  rmSync(join(folder, '..'), { recursive: true });
});

function serve(options: Partial<SandboxOptions> = {}): void {
  addSandbox(app, {
    ...{ kind: 'causeway', sampleAccounts: [], folder, exposesPlan: true },
    servedSince: () => new Date(SERVED_SINCE),
    ...options,
  });
}

function build(): void {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<title>Built</title>');
  writeFileSync(join(folder, 'assets/app-1a2b.js'), 'export {};');
}

describe('the own sandbox', () => {
  test('is a page that looks again by itself until the real one is built', async () => {
    serve();
    const before = await app.inject('/');
    expect([before.statusCode, before.body]).toEqual([
      200,
      expect.stringContaining('http-equiv="refresh"'),
    ]);
    expect((await app.inject('/assets/app-1a2b.js')).statusCode).toBe(404);
    build();
    expect((await app.inject('/')).body).toBe('<title>Built</title>');
    expect((await app.inject('/assets/app-1a2b.js')).body).toBe('export {};');
  });

  test('is checked for a newer one each time, its files never', async () => {
    build();
    serve();
    expect((await app.inject('/')).headers['cache-control']).toBe('no-cache');
    expect((await app.inject('/assets/app-1a2b.js')).headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
  });

  test('may load nothing from elsewhere and be framed by nobody', async () => {
    serve();
    const policy = String((await app.inject('/')).headers['content-security-policy']);
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/https?:|\*|script-src|unsafe-eval/);
  });

  test('learns of accounts and plans from what the settings say', async () => {
    const account = { label: 'Customer', email: 'customer@example.com', password: 'sample' };
    serve({ sampleAccounts: [account], exposesPlan: false });
    const config = await app.inject('/sandbox/config.json');
    expect(config.json()).toEqual({
      endpoint: '/graphql',
      signIn: { accounts: [account] },
      developer: false,
      hasStatus: false,
      registry: null,
    });
    expect(config.headers['cache-control']).toBe('no-store');
    expect((await app.inject('/sandbox/status')).statusCode).toBe(404);
  });

  test('may ask the registry that the settings name, and nobody else', async () => {
    const token = 'cwt_sample';
    serve({ registry: { url: 'http://127.0.0.1:4004/graphql', graph: 'shop@local', token } });
    const policy = String((await app.inject('/')).headers['content-security-policy']);
    expect(policy).toContain("connect-src 'self' http://127.0.0.1:4004;");
    expect((await app.inject('/sandbox/config.json')).json()).toMatchObject({
      registry: { endpoint: 'http://127.0.0.1:4004/graphql', graph: 'shop@local', token },
    });
  });

  test('tells how composing went, from a file that is written when it can be', async () => {
    const statusFile = join(folder, '../status.json');
    serve({ statusFile });
    expect((await app.inject('/sandbox/config.json')).json()).toMatchObject({ hasStatus: true });
    expect((await app.inject('/sandbox/status')).json()).toMatchObject({ state: 'ok' });
    const status = { state: 'failed', problems: [{ code: 'X' }], at: '2026-01-01T00:00:00Z' };
    writeFileSync(statusFile, JSON.stringify(status));
    const answer = await app.inject('/sandbox/status');
    expect(answer.json()).toEqual({ ...status, servedSince: SERVED_SINCE });
    expect(answer.headers['cache-control']).toBe('no-store');
  });
});

test("Apollo's sandbox comes from Apollo, by a policy that lets it", async () => {
  serve({ kind: 'apollo' });
  const { body, headers } = await app.inject('/');
  expect(body).toContain('embeddable-sandbox.cdn.apollographql.com');
  expect(headers['content-security-policy']).toContain(
    "script-src 'unsafe-inline' https://*.apollographql.com",
  );
  expect((await app.inject('/sandbox/config.json')).statusCode).toBe(404);
});

test('nothing is served when it is off', async () => {
  build();
  serve({ kind: 'off' });
  for (const path of ['/', '/sandbox/config.json', '/assets/app-1a2b.js']) {
    expect((await app.inject(path)).statusCode).toBe(404);
  }
});
