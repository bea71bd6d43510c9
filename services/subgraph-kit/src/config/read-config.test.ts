import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ConfigurationError } from './configuration-error.ts';
import { readConfig } from './read-config.ts';
import { databaseUrl, httpUrl, integer, port, subgraphSettings } from './settings.ts';

const schema = z.object({
  PORT: port(4001),
  LIMIT: integer({ minimum: 1, maximum: 100, fallback: 10 }),
  THINGS_DATABASE_URL: databaseUrl(),
  SIGNING_KEY_SECRET: z.string().min(43, 'expected 32 bytes as base64url'),
});
const valid = {
  THINGS_DATABASE_URL: 'postgresql://app:hunter2@127.0.0.1:5432/causeway',
  SIGNING_KEY_SECRET: 's'.repeat(43),
};

function problemsOf(env: Record<string, string>, of: z.ZodType = schema): readonly string[] {
  try {
    readConfig(of, env);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

describe('readConfig', () => {
  it('reads, converts, fills in defaults and freezes', () => {
    const config = readConfig(schema, { ...valid, PORT: '0', PATH: '/bin' });
    expect(config).toEqual({ ...valid, PORT: 0, LIMIT: 10 });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig(schema, { ...valid, PORT: '', LIMIT: ' ' })).toMatchObject({
      PORT: 4001,
      LIMIT: 10,
    });
  });

  it('lists every problem at once, the name of the setting first', () => {
    expect(problemsOf({ PORT: 'abc', LIMIT: '101', THINGS_DATABASE_URL: 'mysql://x' })).toEqual([
      'PORT: expected a port between 0 and 65535, got "abc"',
      'LIMIT: expected a whole number between 1 and 100, got "101"',
      'THINGS_DATABASE_URL: expected a postgresql:// address',
      'SIGNING_KEY_SECRET: required, but not set',
    ]);
  });

  it.each(['-1', '65536', '1.5', '0x10', '1e3', ' 80', 'Infinity'])(
    'refuses the port %s',
    (PORT) => {
      expect(problemsOf({ ...valid, PORT })).toHaveLength(1);
    },
  );

  it('never shows the value of a setting that may be secret', () => {
    const problems = problemsOf({
      THINGS_DATABASE_URL: 'mysql://app:hunter2@db/x',
      SIGNING_KEY_SECRET: 'hunter2',
    });
    expect(problems).toHaveLength(2);
    expect(problems.join('\n')).not.toContain('hunter2');
  });

  it('puts the problems into the message that a process prints', () => {
    expect(() => readConfig(schema, { ...valid, PORT: 'x' })).toThrow(
      'Invalid configuration:\n  PORT: expected a port',
    );
  });

  it('reports a rule that spans settings', () => {
    const pair = z
      .object({ A: z.string().optional(), B: z.string().optional() })
      .refine(({ A, B }) => A !== B, { message: 'must differ from A', path: ['B'] });
    expect(problemsOf({ A: '1', B: '1' }, pair)).toEqual(['B: must differ from A, got "1"']);
  });
});

describe('subgraphSettings', () => {
  it('has the defaults of a service on a developer machine', () => {
    const config = readConfig(z.object(subgraphSettings({ port: 4002 })), {
      ASSERTION_TRUST_FILE: 'trust.json',
    });
    expect(config).toEqual({
      PORT: 4002,
      HOST: '127.0.0.1',
      LOG_LEVEL: 'info',
      DATABASE_POOL_SIZE: 10,
      ASSERTION_TRUST_FILE: 'trust.json',
    });
  });

  it('names the levels when one is wrong', () => {
    const problems = problemsOf(
      { ASSERTION_TRUST_FILE: 'trust.json', LOG_LEVEL: 'loud' },
      z.object(subgraphSettings({ port: 1 })),
    );
    expect(problems).toEqual([expect.stringMatching(/^LOG_LEVEL: .*"info".*, got "loud"$/)]);
  });
});

describe('httpUrl', () => {
  it('takes http and https only', () => {
    const only = z.object({ CATALOG_URL: httpUrl() });
    expect(problemsOf({ CATALOG_URL: 'http://127.0.0.1:4002/graphql' }, only)).toEqual([]);
    expect(problemsOf({ CATALOG_URL: 'ftp://x' }, only)).toEqual([
      'CATALOG_URL: expected an http:// or https:// address',
    ]);
  });
});
