import { randomUUID } from 'node:crypto';
import { PrismaClient } from '@causeway/orders-db';
import { createPostgresAdapter } from '@causeway/subgraph-kit';
import { useDatabase } from '@causeway/test-kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PaymentCallback } from '../../src/payment/payment-callbacks.ts';
import {
  createSandboxProvider,
  type SandboxProvider,
} from '../../src/payment/sandbox/create-sandbox-provider.ts';
import { createSandboxStore } from '../../src/payment/sandbox/sandbox-store.ts';

const amount = { amountMinor: 4_200, currency: 'EUR' } as const;

describe('the payment sandbox', () => {
  const urls = useDatabase('orders');
  const callbacks: PaymentCallback[] = [];
  let database: PrismaClient;
  let provider: SandboxProvider;

  /** Each stands for a process of its own. */
  function startProvider(): SandboxProvider {
    return createSandboxProvider({
      store: createSandboxStore(database),
      callBack: async (callback) => void callbacks.push(callback),
      now: () => new Date(),
    });
  }

  beforeAll(() => {
    const adapter = createPostgresAdapter({
      databaseUrl: urls().appUrl,
      schema: 'orders',
      poolSize: 4,
      applicationName: 'causeway-orders-test',
    });
    database = new PrismaClient({ adapter });
    provider = startProvider();
  });
  afterAll(async () => {
    await provider.close();
    await database.$disconnect();
  });

  const deadline = () => AbortSignal.timeout(30_000);
  const authorise = (token: string, key: string = randomUUID(), signal = deadline()) =>
    provider.authorise({ key, token, amount }, signal);

  test('answers the same however often it is asked, and takes money once', async () => {
    const key = randomUUID();
    for (let time = 0; time < 3; time += 1) {
      expect(await authorise('tok_approved', key)).toEqual({ kind: 'authorised' });
    }
    for (let time = 0; time < 3; time += 1) {
      expect(await provider.capture(key, deadline())).toBe('captured');
    }
    for (let time = 0; time < 3; time += 1) {
      expect(await provider.refund(key, deadline())).toBe('refunded');
    }
    expect(await database.sandboxPayment.count({ where: { key } })).toBe(1);
  });

  test.each([
    ['tok_declined', 'card_declined'],
    ['tok_insufficient_funds', 'insufficient_funds'],
    ['tok_of_nobody', 'unknown_token'],
    ['toString', 'unknown_token'],
  ])('declines %s with %s', async (token, code) => {
    const key = randomUUID();
    expect(await authorise(token, key)).toEqual({ kind: 'declined', code });
    expect(await provider.find(key, deadline())).toEqual({ kind: 'declined', code });
    expect(await provider.voidPayment(key, deadline())).toBe('voided');
  });

  test('loses an answer that worked, which is found by its key', async () => {
    const key = randomUUID();
    expect(await provider.find(key, deadline())).toBeNull();
    const caller = new AbortController();
    const lost = expect(authorise('tok_answer_lost', key, caller.signal)).rejects.toThrow();
    await expect.poll(() => database.sandboxPayment.count({ where: { key } })).toBe(1);
    caller.abort();
    await lost;
    expect(await startProvider().find(key, deadline())).toEqual({ kind: 'authorised' });
  });

  test.each([
    ['tok_late_callback', [{ kind: 'authorised' }]],
    ['tok_late_decline', [{ kind: 'declined', code: 'card_declined' }]],
    ['tok_double_callback', [{ kind: 'authorised' }, { kind: 'authorised' }]],
  ])('decides %s later, and calls back', async (token, outcomes) => {
    const key = randomUUID();
    expect(await authorise(token, key)).toEqual({ kind: 'pending' });
    const heard = () => callbacks.filter((callback) => callback.key === key);
    await expect.poll(() => heard().map(({ outcome }) => outcome)).toEqual(outcomes);
  });

  test('decides even if nobody is left to call back', async () => {
    const key = randomUUID();
    expect(await authorise('tok_no_callback', key)).toEqual({ kind: 'pending' });
    const found = () => startProvider().find(key, deadline());
    await expect.poll(found).toEqual({ kind: 'authorised' });
  });

  test('voids what is held, and what comes after', async () => {
    const held = randomUUID();
    await authorise('tok_approved', held);
    expect(await provider.voidPayment(held, deadline())).toBe('voided');
    expect(await provider.capture(held, deadline())).toBe('refused');
    const late = randomUUID();
    expect(await provider.voidPayment(late, deadline())).toBe('voided');
    expect(await authorise('tok_approved', late)).toEqual({ kind: 'declined', code: 'voided' });
  });

  test('does not void what was captured', async () => {
    const key = randomUUID();
    await authorise('tok_approved', key);
    await provider.capture(key, deadline());
    expect(await provider.voidPayment(key, deadline())).toBe('captured');
  });

  test('refuses some captures for good, and holds nothing then', async () => {
    const key = randomUUID();
    await authorise('tok_capture_refused', key);
    expect(await provider.capture(key, deadline())).toBe('refused');
    expect(await provider.capture(key, deadline())).toBe('refused');
    await expect(provider.refund(key, deadline())).rejects.toThrow(/Nothing was captured/);
  });

  test('of capturing and voiding at once, one works and both say which', async () => {
    for (let round = 0; round < 10; round += 1) {
      const key = randomUUID();
      await authorise('tok_approved', key);
      const answers = await Promise.all([
        provider.capture(key, deadline()),
        provider.voidPayment(key, deadline()),
      ]);
      expect(['captured,captured', 'refused,voided']).toContain(answers.join());
    }
  });
});
