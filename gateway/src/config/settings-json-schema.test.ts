import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { settingsJsonSchema } from './settings-json-schema.ts';

test('is the one that is published', () => {
  const published = new URL('../../../docs/gateway-config.schema.json', import.meta.url);
  // Write it again with: npm run --silent gateway -- config schema > docs/gateway-config.schema.json
  expect(JSON.parse(readFileSync(published, 'utf8'))).toEqual(JSON.parse(settingsJsonSchema()));
});

test('lets a variable stand for a number, a choice and an address', () => {
  const { properties } = JSON.parse(settingsJsonSchema());
  const { url } = properties.subgraphs.additionalProperties.properties;
  for (const setting of [properties.port, properties.logLevel, url]) {
    expect(setting.anyOf).toContainEqual({ type: 'string', pattern: '^\\$\\{env\\.' });
  }
});
