import { randomBytes } from 'node:crypto';
import { ConfigurationError } from '@causeway/subgraph-kit';
import { describe, expect, test } from 'vitest';
import { readIdentitySettings } from './config.ts';

const secret = randomBytes(32);
const required = {
  IDENTITY_DATABASE_URL: 'postgresql://identity_app:pw@127.0.0.1:5432/causeway',
  ASSERTION_TRUST_FILE: '/etc/causeway/trust.json',
  SIGNING_KEY_SECRET: secret.toString('base64url'),
};

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readIdentitySettings(env);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
  }
  return [];
}

describe('readIdentitySettings', () => {
  test('needs a database, whom to trust, and the secret of the signing keys', () => {
    expect(problemsOf({}).map((problem) => problem.split(':')[0])).toEqual(
      expect.arrayContaining(Object.keys(required)),
    );
    expect(problemsOf({})).toHaveLength(3);
  });

  test('has a default for everything else', () => {
    expect(readIdentitySettings(required)).toMatchObject({
      PORT: 4001,
      HOST: '127.0.0.1',
      JWT_ISSUER: 'http://127.0.0.1:4001',
      JWT_AUDIENCE: 'causeway',
      LOG_LEVEL: 'info',
      DATABASE_POOL_SIZE: 10,
    });
  });

  test('decodes the secret', () => {
    expect(Buffer.from(readIdentitySettings(required).SIGNING_KEY_SECRET)).toEqual(secret);
  });

  test.each([
    secret.subarray(1).toString('base64url'),
    secret.toString('hex'),
    secret.toString('base64'),
    'change-me',
  ])('refuses the secret %s and does not show it', (text) => {
    const [problem] = problemsOf({ ...required, SIGNING_KEY_SECRET: text });
    expect(problem).toBe('SIGNING_KEY_SECRET: expected 32 random bytes in base64url');
  });
});
