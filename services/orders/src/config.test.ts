import { ConfigurationError } from '@causeway/subgraph-kit';
import { expect, test } from 'vitest';
import { readOrdersSettings } from './config.ts';

test('the settings that have no default are enough', () => {
  const settings = readOrdersSettings({
    ORDERS_DATABASE_URL: 'postgresql://orders_app:secret@127.0.0.1/causeway',
    EVENTS_URL: 'postgres://events:secret@127.0.0.1/causeway',
    CATALOG_URL: 'http://127.0.0.1:4002/graphql',
    PAYMENT_PROVIDER: 'sandbox',
    PAYMENT_WEBHOOK_SECRETS: `${'n'.repeat(32)}, ${'o'.repeat(32)}`,
    ASSERTION_TRUST_FILE: 'trust.json',
    ASSERTION_KEY_FILE: 'orders.json',
  });
  expect(settings).toMatchObject({ PORT: 4003, HOST: '127.0.0.1', DATABASE_POOL_SIZE: 10 });
  expect(settings.PAYMENT_WEBHOOK_SECRETS).toEqual(['n'.repeat(32), 'o'.repeat(32)]);
});

test('every problem is named at once, without the value of a secret', () => {
  const read = () =>
    readOrdersSettings({
      PORT: 'http',
      ORDERS_DATABASE_URL: 'mysql://x:hush@y',
      CATALOG_URL: 'x',
      PAYMENT_WEBHOOK_SECRETS: 'hush-too-short',
    });
  expect(read).toThrow(ConfigurationError);
  try {
    read();
  } catch (error) {
    const { problems } = error as ConfigurationError;
    expect(problems.map((problem) => problem.split(':')[0]).sort()).toEqual([
      'ASSERTION_KEY_FILE',
      'ASSERTION_TRUST_FILE',
      'CATALOG_URL',
      'EVENTS_URL',
      'ORDERS_DATABASE_URL',
      'PAYMENT_PROVIDER',
      'PAYMENT_WEBHOOK_SECRETS',
      'PORT',
    ]);
    expect(problems.join()).not.toContain('hush');
  }
});
