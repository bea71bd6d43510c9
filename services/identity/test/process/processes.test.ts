import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createTestIdentity, useDatabase } from '@causeway/test-kit';
import { describe, expect, test } from 'vitest';

const entry = (name: string) => fileURLToPath(new URL(`../../src/${name}`, import.meta.url));

/** Runs an entry of the service as a process that sees these settings only. */
function run(name: string, env: Record<string, string>) {
  const child = spawn(process.execPath, [entry(name)], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  return child;
}

async function outcomeOf(child: ReturnType<typeof run>) {
  const exited = once(child, 'exit');
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    exited,
  ]);
  return { code, stdout, stderr };
}

// A process loads much before it begins: on a machine that does other things, for long.
describe('the service as a process', { timeout: 180_000 }, () => {
  const database = useDatabase('identity');
  const { trustFile } = createTestIdentity();
  const secret = randomBytes(32).toString('base64url');
  const settings = () => ({
    PORT: '0',
    IDENTITY_DATABASE_URL: database().appUrl,
    ASSERTION_TRUST_FILE: trustFile,
    SIGNING_KEY_SECRET: secret,
  });

  test('says where it listens, serves, and exits 0 on SIGTERM', async () => {
    const child = run('main.ts', settings());
    const exited = once(child, 'exit');
    for await (const line of createInterface({ input: child.stdout })) {
      const { msg, url } = JSON.parse(line);
      if (msg !== 'listening') continue;
      const { status } = await fetch(new URL('/health/ready', url));
      expect(status).toBe(200);
      child.kill('SIGTERM');
    }
    expect(await exited).toEqual([0, null]);
  });

  test('without settings it names each one that is missing and exits 1', async () => {
    const { code, stderr } = await outcomeOf(run('main.ts', {}));
    expect(code).toBe(1);
    expect(stderr).toBe(
      [
        'Invalid configuration:',
        '  ASSERTION_TRUST_FILE: required, but not set',
        '  IDENTITY_DATABASE_URL: required, but not set',
        '  SIGNING_KEY_SECRET: required, but not set',
        '',
      ].join('\n'),
    );
  });

  test('rotate-keys.ts adds a key and tells when it signs; with a wrong secret it adds none', async () => {
    const { code, stdout } = await outcomeOf(run('rotate-keys.ts', settings()));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Signing key [A-Za-z0-9_-]{43} signs from \d{4}-.*Z\.\n$/);
    const wrong = { ...settings(), SIGNING_KEY_SECRET: randomBytes(32).toString('base64url') };
    for (const name of ['rotate-keys.ts', 'main.ts']) {
      const refused = await outcomeOf(run(name, wrong));
      expect(refused).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('SIGNING_KEY_SECRET: does not open the signing keys'),
      });
    }
  });
});
