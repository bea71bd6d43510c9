import { expect, test } from 'vitest';
import { printSettings } from './print-settings.ts';
import { settingsSchema } from './settings.ts';

test('prints every setting, and no secret', () => {
  const settings = settingsSchema.parse({
    supergraph: 'a',
    all: { headers: { insert: { 'x-api-key': 'secret-1' }, propagate: ['x-tenant'] } },
    subgraphs: { a: { headers: { insert: { authorization: 'secret-2' } } } },
    sandbox: {
      sampleAccounts: [{ label: 'A', email: 'a@example.com', password: 'secret-3' }],
      registry: { url: 'http://registry.internal', graph: 'shop@test', token: 'secret-5' },
    },
    redis: { url: 'rediss://app:secret-4@redis.internal/1' },
  });
  const printed = printSettings(settings);
  expect(printed).not.toContain('secret');
  expect(JSON.parse(printed)).toMatchObject({
    port: 4000,
    all: { headers: { insert: { 'x-api-key': '[hidden]' }, propagate: ['x-tenant'] } },
    sandbox: { sampleAccounts: [{ email: 'a@example.com', password: '[hidden]' }] },
    redis: { url: 'rediss://app:%5Bhidden%5D@redis.internal/1' },
  });
});
