import { ConfigurationError } from '@causeway/subgraph-kit';
import { expect, test } from 'vitest';
import { readCatalogSettings } from './config.ts';

test('the settings that have no default are enough', () => {
  const settings = readCatalogSettings({
    CATALOG_DATABASE_URL: 'postgresql://catalog_app:secret@127.0.0.1/causeway',
    EVENTS_URL: 'postgres://events:secret@127.0.0.1/causeway',
    ASSERTION_TRUST_FILE: 'trust.json',
  });
  expect(settings).toMatchObject({ PORT: 4002, HOST: '127.0.0.1', DATABASE_POOL_SIZE: 10 });
});

test('every problem is named at once, without the value of a secret', () => {
  const read = () =>
    readCatalogSettings({ PORT: 'http', CATALOG_DATABASE_URL: 'mysql://x:hush@y' });
  expect(read).toThrow(ConfigurationError);
  try {
    read();
  } catch (error) {
    const { problems } = error as ConfigurationError;
    expect(problems.map((problem) => problem.split(':')[0]).sort()).toEqual([
      'ASSERTION_TRUST_FILE',
      'CATALOG_DATABASE_URL',
      'EVENTS_URL',
      'PORT',
    ]);
    expect(problems.join()).not.toContain('hush');
  }
});
