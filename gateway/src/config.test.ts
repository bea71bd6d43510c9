// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the settings file has variables of that form.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ConfigurationError } from '@causeway/subgraph-kit/service';
import { afterAll, expect, test } from 'vitest';
import { settingsOfSubgraph } from './config/subgraph-settings.ts';
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
    bodyLimitBytes: { enforce: 1_048_576 },
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
  for (const problem of [
    'port (PORT): Too big',
    'settings: Unrecognized key: "al"',
    'all.timeoutMs: ',
    'subgraphs.a.url: expected an http:// or https:// address',
    'supergraph (SUPERGRAPH): required: the file of the supergraph, or the settings of a registry',
    'KEY_FILE: the settings file needs this variable',
    'JWKS_URL: required',
    'JWT_AUDIENCE: required',
    'logLevel (LOG_LEVEL): ',
  ]) {
    expect(message).toContain(`\n  ${problem}`);
  }
});

test('refuses a policy that everyone would satisfy, and to ask for a sign-in that nobody can do', () => {
  const config = fileOf(
    'supergraph: a\nauthorization: { policies: { open: {}, none: { roles: [] } } }\n',
  );
  expect(() => readGatewaySettings({ config }, {})).toThrow(
    /authorization\.policies\.open: needs `roles`, `scopes` or both.*\n.*authorization\.policies\.none\.roles: /,
  );
  const alone = fileOf('supergraph: a\nauthorization: { requireAuthentication: true }\n');
  expect(() => readGatewaySettings({ config: alone }, {})).toThrow(
    'authorization.requireAuthentication: nobody could sign in: jwt.issuers is empty',
  );
});

test.each([
  ['a file that is not there', '/nowhere/gateway.yaml', 'cannot be read (ENOENT)'],
  ['no YAML', fileOf('all: { timeoutMs: 1'), 'at line 1'],
  ['a list', fileOf('- all'), 'expected settings by name'],
])('says what is wrong with %s', (_name, config, reason) => {
  expect(() => readGatewaySettings({ config, supergraph: 'a' }, {})).toThrow(reason);
});

test('does not quote a variable that holds passwords', () => {
  const env = { SANDBOX_SAMPLE_ACCOUNTS: '[{"password":"secret"' };
  expect(() => readGatewaySettings({ supergraph: 'a' }, env)).toThrow(
    new ConfigurationError(['SANDBOX_SAMPLE_ACCOUNTS: expected JSON']),
  );
});

test('refuses to hold operations to a list that is not there', () => {
  const config = fileOf('persistedOperations: { mode: log, requireId: true }');
  expect(() => readGatewaySettings({ config, supergraph: 'a' }, {})).toThrow(
    new ConfigurationError([
      'persistedOperations.manifest: required when the mode is "log"',
      'persistedOperations.requireId: needs the mode "enforce"',
    ]),
  );
});

test('takes paths in the file from where the file is', () => {
  const config = fileOf(
    'supergraph: graphs/shop.graphql\nassertionKeyFile: /keys/gateway.json\n' +
      'persistedOperations: { manifest: ./operations.json }\n',
  );
  expect(readGatewaySettings({ config }, {})).toMatchObject({
    supergraph: join(folder, 'graphs/shop.graphql'),
    assertionKeyFile: '/keys/gateway.json',
    persistedOperations: { manifest: join(folder, 'operations.json'), mode: 'off' },
  });
  expect(readGatewaySettings({ config, supergraph: 'other.graphql' }, {}).supergraph).toBe(
    resolve('other.graphql'),
  );
});

test('production hides schema, sandbox and plans, unless they are asked for', () => {
  const read = (text: string, env: Record<string, string>) => {
    const config = fileOf(`supergraph: a\n${text}`);
    const { introspection, sandbox, developer } = readGatewaySettings({ config }, env);
    return [introspection, sandbox.kind, developer.exposePlan];
  };
  const production = { NODE_ENV: 'production' };
  expect(read('', {})).toEqual([true, 'causeway', true]);
  expect(read('', production)).toEqual([false, 'off', false]);
  expect(read('environment: production', {})).toEqual([false, 'off', false]);
  expect(read('environment: production', { NODE_ENV: 'test' })).toEqual([true, 'causeway', true]);
  expect(read('introspection: true', { ...production, SANDBOX: 'apollo' })).toEqual([
    true,
    'apollo',
    false,
  ]);
});

test('cannot be changed once they are read', () => {
  const settings = readGatewaySettings({ supergraph: 'a' }, {});
  expect(() => Object.assign(settings.jwt, { issuers: [] })).toThrow(TypeError);
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

test.each([
  ['forge an identity', 'insert: { Causeway-Assertion: x }', 'cannot be set by a rule'],
  ['break the connection', 'propagate: [Content-Length]', 'cannot be set by a rule'],
  ['ask for what cannot be read', 'propagate: [accept-encoding]', 'cannot be set by a rule'],
  ['add lines', 'insert: { x-a: "b\\r\\nc: d" }', 'expected the value of a header'],
  ['have no name', 'propagate: ["a b"]', 'expected the name of a header'],
])('a header rule cannot %s', (_name, rule, reason) => {
  const config = fileOf(`supergraph: a\nsubgraphs: { a: { headers: { ${rule} } } }\n`);
  expect(() => readGatewaySettings({ config }, {})).toThrow(reason);
});

test('an issuer is trusted on one set of terms', () => {
  const issuer = '{ issuer: i, jwksUrl: "https://i.test/jwks", audience: a }';
  const config = fileOf(`supergraph: a\njwt: { issuers: [${issuer}, ${issuer}] }\n`);
  expect(() => readGatewaySettings({ config }, {})).toThrow('the same issuer is there twice');
});

test('several issuers each say what the ids of their users begin with', () => {
  const of = (name: string, prefix: string) =>
    `{ issuer: ${name}, jwksUrl: "https://${name}.test/jwks", audience: a${prefix} }`;
  const read = (...issuers: string[]) => {
    const config = fileOf(`supergraph: a\njwt: { issuers: [${issuers}] }\n`);
    return readGatewaySettings({ config }, {});
  };
  expect(() => read(of('a', ', subjectPrefix: ""'), of('b', ''))).toThrow(
    'jwt.issuers: with several issuers, each needs a subjectPrefix',
  );
  expect(read(of('a', ''))).toBeDefined();
  expect(read(of('a', ', subjectPrefix: ""'), of('b', ', subjectPrefix: "b:"'))).toBeDefined();
});

test("a subgraph's own settings beat those of all, and header rules of both apply", () => {
  const config = fileOf(
    'supergraph: a\nall: { timeoutMs: 100, headers: { propagate: [X-Tenant], insert: { X-A: all } } }\n' +
      'subgraphs: { slow: { timeoutMs: 900, headers: { propagate: [X-Trial], insert: { x-a: own } } } }\n',
  );
  const settings = readGatewaySettings({ config }, {});
  expect(settingsOfSubgraph(settings, 'slow')).toMatchObject({
    timeoutMs: 900,
    propagatedHeaders: ['x-tenant', 'x-trial'],
    insertedHeaders: { 'x-a': 'own' },
  });
  expect(settingsOfSubgraph(settings, 'constructor')).toMatchObject({ timeoutMs: 100 });
});

test("what a subgraph may cost is its own settings' word, else that of all, else the default, name by name", () => {
  const config = fileOf(
    'supergraph: a\n' +
      'all: { retry: { attempts: 2, backoffMs: 5 }, inFlight: { max: 7 }, connections: { http2: false } }\n' +
      'subgraphs: { own: { retry: { attempts: 1 }, circuitBreaker: { enabled: false } } }\n',
  );
  expect(settingsOfSubgraph(readGatewaySettings({ config }, {}), 'own')).toMatchObject({
    retry: { attempts: 1, backoffMs: 5, maxBackoffMs: 2_000 },
    inFlight: { max: 7, queue: 1_024 },
    connections: { http2: false, maxHeaderBytes: 16_384 },
    circuitBreaker: { enabled: false, minRequests: 20 },
  });
});

test("a subgraph's errors pass as its own settings say, else as those of all, else without extensions", () => {
  const config = fileOf(
    'supergraph: a\nall: { errors: { messages: false, extensions: [reason] } }\n' +
      'subgraphs: { own: { errors: { messages: true, extensions: [] } }, part: { errors: {} } }\n',
  );
  const passed = (settings: ReturnType<typeof readGatewaySettings>, name: string) => {
    const { passesErrorMessages, passedErrorExtensions } = settingsOfSubgraph(settings, name);
    return [passesErrorMessages, passedErrorExtensions];
  };
  const settings = readGatewaySettings({ config }, {});
  expect(passed(settings, 'own')).toEqual([true, []]);
  expect(passed(settings, 'part')).toEqual([false, ['reason']]);
  expect(passed(readGatewaySettings({ supergraph: 'a' }, {}), 'part')).toEqual([true, []]);
});

test.each(['code', 'serviceName', 'requestId', 'stacktrace', 'stackTrace', '__proto__'])(
  'no rule passes on the extension %s of errors',
  (name) => {
    const config = fileOf(`supergraph: a\nall: { errors: { extensions: [${name}] } }\n`);
    expect(() => readGatewaySettings({ config }, {})).toThrow('cannot be passed on by a rule');
  },
);

test.each([
  ['http://keys.internal/jwks', {}, false],
  ['http://127.0.0.1.example.com/jwks', {}, false],
  ['http://keys.internal/jwks', { JWKS_ALLOW_HTTP: 'true' }, true],
  ['http://keys.internal/jwks', { NODE_ENV: 'development' }, true],
  ['https://keys.example.com/jwks', {}, true],
  ['http://localhost:4001/jwks', {}, true],
  ['http://127.0.0.1:4001/jwks', {}, true],
  ['http://[::1]:4001/jwks', {}, true],
])('keys from %s with %j in production: %s', (jwksUrl, env, isTaken) => {
  const read = () =>
    readGatewaySettings(
      { supergraph: 'graph.graphql' },
      {
        ...{ NODE_ENV: 'production', JWT_ISSUER: 'https://issuer', JWT_AUDIENCE: 'causeway' },
        ...{ JWKS_URL: jwksUrl, ...env },
      },
    );
  if (isTaken) expect(read().jwt.issuers).toHaveLength(1);
  else expect(read).toThrow(/JWKS_URL.*expected https:\/\/ in production/);
});
