import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createTestIdentity, useDatabase } from '@causeway/test-kit';
import { describe, expect, test } from 'vitest';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** Runs the service as a process that sees these settings only. */
function run(env: Record<string, string>) {
  return spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function outcomeOf(child: ReturnType<typeof run>) {
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { code, stderr };
}

// A process loads much before it begins: on a machine that does other things, for long.
describe('the service as a process', { timeout: 180_000 }, () => {
  const database = useDatabase('orders');
  const { trustFile, ordersKeyFile } = createTestIdentity();
  const settings = () => ({
    PORT: '0',
    ORDERS_DATABASE_URL: database().appUrl,
    // Nobody listens there: the service must start without its catalog and its broker.
    CATALOG_URL: 'http://127.0.0.1:1/graphql',
    EVENTS_URL: 'postgres://127.0.0.1:1/events',
    PAYMENT_PROVIDER: 'sandbox',
    PAYMENT_WEBHOOK_SECRETS: 's'.repeat(32),
    ASSERTION_TRUST_FILE: trustFile,
    ASSERTION_KEY_FILE: ordersKeyFile,
  });

  test('says where it listens, is ready without a catalog and a broker, and exits 0 on SIGTERM', async () => {
    const child = run(settings());
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
    const { code, stderr } = await outcomeOf(run({}));
    expect(code).toBe(1);
    expect(stderr).toBe(
      [
        'Invalid configuration:',
        '  ASSERTION_TRUST_FILE: required, but not set',
        '  ORDERS_DATABASE_URL: required, but not set',
        '  EVENTS_URL: required, but not set',
        '  CATALOG_URL: required, but not set',
        '  PAYMENT_PROVIDER: expected "sandbox"',
        '  PAYMENT_WEBHOOK_SECRETS: required, but not set',
        '  ASSERTION_KEY_FILE: required, but not set',
        '',
      ].join('\n'),
    );
  });

  test('without its key it says so and exits 1', async () => {
    const missing = { ...settings(), ASSERTION_KEY_FILE: '/nowhere/orders.json' };
    expect(await outcomeOf(run(missing))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('ASSERTION_KEY_FILE'),
    });
  });
});
