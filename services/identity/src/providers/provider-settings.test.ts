import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError } from '@causeway/subgraph-kit';
import { afterAll, describe, expect, test } from 'vitest';
import { readProviderSettings } from './provider-settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'causeway-provider-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

const google = {
  name: 'Google',
  issuer: 'https://accounts.google.com',
  clientId: 'shop',
  clientSecret: 'a-secret-of-ours',
  redirectUris: ['https://shop.example.com/sign-in/google'],
};

function write(contents: unknown): string {
  const path = join(folder, `${crypto.randomUUID()}.json`);
  writeFileSync(path, typeof contents === 'string' ? contents : JSON.stringify(contents));
  return path;
}

function problemsOf(contents: unknown): readonly string[] {
  try {
    readProviderSettings(write(contents));
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
  }
  return [];
}

describe('the file of sign-in providers', () => {
  test('may be left out', () => {
    expect(readProviderSettings(undefined)).toEqual([]);
  });

  test('needs little of each', () => {
    expect(readProviderSettings(write({ providers: { google } }))).toEqual([
      {
        ...google,
        id: 'google',
        tokenEndpointAuthMethod: 'client_secret_basic',
        scopes: ['openid', 'email', 'profile'],
        allowHttp: false,
      },
    ]);
  });

  test.each([
    ['http to the provider', { issuer: 'http://accounts.google.com' }, /issuer: must be an https/],
    ['no secret', { clientSecret: undefined }, /clientSecret: is needed/],
    ['a secret that is not used', { tokenEndpointAuthMethod: 'none' }, /clientSecret: is needed/],
    ['no openid', { scopes: ['email'] }, /scopes: must have openid/],
    ['no redirect URI', { redirectUris: [] }, /redirectUris/],
    ['http to elsewhere', { redirectUris: ['http://shop.example.com/x'] }, /redirectUris\.0/],
    ['a query', { redirectUris: ['https://shop.example.com/x?y'] }, /redirectUris\.0/],
    ['a fragment', { redirectUris: ['https://shop.example.com/x#y'] }, /redirectUris\.0/],
    ['a scheme that runs', { redirectUris: ['javascript:alert(1)'] }, /redirectUris\.0/],
    ['a misspelled name', { clientID: 'x' }, /clientID/],
  ])('is refused with %s', (_what, change, problem) => {
    const problems = problemsOf({ providers: { google: { ...google, ...change } } });
    expect(problems).toEqual([expect.stringMatching(problem)]);
    expect(problems[0]).toMatch(/^OIDC_PROVIDERS_FILE: /);
  });

  test('takes http to the own machine, for programs that listen there', () => {
    const redirectUris = ['http://127.0.0.1:8080/x', 'http://localhost/x'];
    expect(problemsOf({ providers: { google: { ...google, redirectUris } } })).toEqual([]);
  });

  test('names every problem at once', () => {
    const broken = { ...google, name: '', clientId: '', scopes: [] };
    expect(problemsOf({ providers: { google: broken, 'No Id': google } }).length).toBeGreaterThan(
      2,
    );
  });

  test('keeps providers apart: no redirect URI and no issuer is of two', () => {
    const problems = problemsOf({ providers: { google, other: google } });
    expect(problems.join()).toMatch(/the issuer .* occurs twice.*two providers have the redirect/);
  });

  test('shows nothing of itself when it is broken', () => {
    const text = JSON.stringify({ providers: { google } }).slice(0, -1);
    expect(problemsOf(text)).toEqual([expect.stringMatching(/ is not JSON$/)]);
    const wrong = {
      providers: { google: { ...google, name: 7, clientSecret: ['a-secret-of-ours'] } },
    };
    expect(problemsOf(wrong).join()).not.toContain('a-secret');
    expect(() => readProviderSettings(join(folder, 'none.json'))).toThrow(/cannot be read/);
  });
});
