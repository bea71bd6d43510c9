// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the settings file has variables of that form.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { settingsOfSubgraph } from './config/settings.ts';
import { readGatewaySettings } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'causeway-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(text: string): string {
  const file = join(folder, `${Math.random()}.yaml`);
  writeFileSync(file, text);
  return file;
}

test('flags beat the environment, which beats the file, which beats the defaults', () => {
  const config = fileOf('host: file\nport: 1\nlogLevel: warn\nsupergraph: file.graphql\n');
  const settings = readGatewaySettings({ config, port: '3' }, { PORT: '2', HOST: 'environment' });
  expect(settings).toMatchObject({
    port: 3,
    host: 'environment',
    logLevel: 'warn',
    bodyLimitBytes: 1_048_576,
  });
});

test('lists every problem at once, by the name of its setting', () => {
  const config = fileOf(
    'port: 70000\nal: {}\nall: { timeoutMs: never }\nsubgraphs: { a: { url: "ftp://a" } }\n' +
      'assertionKeyFile: ${env.KEY_FILE}\n',
  );
  let message = '';
  try {
    readGatewaySettings({ config }, { JWT_ISSUER: 'https://issuer', LOG_LEVEL: 'loud' });
  } catch (error) {
    message = (error as Error).message;
  }
  for (const name of [
    'port',
    '"al"',
    'all.timeoutMs',
    'subgraphs.a.url',
    'supergraph',
    'KEY_FILE',
    'JWKS_URL',
    'JWT_AUDIENCE',
    'logLevel',
  ]) {
    expect(message).toContain(name);
  }
});

test('expands environment variables with and without defaults', () => {
  const config = fileOf(
    'supergraph: ${env.DIRECTORY:-/graphs}/shop.graphql\nport: ${env.CHOSEN_PORT:-4100}\n',
  );
  expect(readGatewaySettings({ config }, { CHOSEN_PORT: '4200' })).toMatchObject({
    supergraph: '/graphs/shop.graphql',
    port: 4200,
  });
});

test('a header rule cannot forge an identity or break the connection', () => {
  const config = fileOf(
    'supergraph: a\nall: { headers: { insert: { causeway-assertion: x } } }\n' +
      'subgraphs: { a: { headers: { propagate: [Content-Length] } } }\n',
  );
  expect(() => readGatewaySettings({ config }, {})).toThrow(/cannot be set by a rule/);
});

test("a subgraph's own settings beat those of all, and header rules of both apply", () => {
  const config = fileOf(
    'supergraph: a\nall: { timeoutMs: 100, headers: { propagate: [X-Tenant] } }\n' +
      'subgraphs: { slow: { timeoutMs: 900, headers: { propagate: [X-Trial] } } }\n',
  );
  const settings = readGatewaySettings({ config }, {});
  expect(settingsOfSubgraph(settings, 'slow')).toMatchObject({
    timeoutMs: 900,
    propagatedHeaders: ['x-tenant', 'x-trial'],
  });
  expect(settingsOfSubgraph(settings, 'constructor')).toMatchObject({ timeoutMs: 100 });
});
