import { generateKeyPair, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import type { KeyRing } from '../signing-keys/key-ring.ts';
import { createAccessTokens } from './access-tokens.ts';

const now = new Date('2026-11-01T12:00:00.750Z');

async function issue() {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const keyRing = { getSigner: () => ({ kid: 'key-1', privateKey }) } as unknown as KeyRing;
  const accessTokens = createAccessTokens({
    issuer: 'https://identity.test',
    audience: 'causeway',
    keyRing,
    now: () => now,
  });
  const subject = {
    userId: 'user-1',
    sessionId: 'session-1',
    roles: ['support', 'warehouse'],
    scopes: ['orders:read', 'users:read'],
  };
  return { publicKey, accessTokens, subject, issued: await accessTokens.issue(subject) };
}

test('an access token holds what RFC 9068 asks for, and what the gateway reads', async () => {
  const { publicKey, issued } = await issue();
  const { payload, protectedHeader } = await jwtVerify(issued.token, publicKey, {
    issuer: 'https://identity.test',
    audience: 'causeway',
    typ: 'at+jwt',
    algorithms: ['ES256'],
    currentDate: now,
    requiredClaims: ['iss', 'exp', 'aud', 'sub', 'client_id', 'iat', 'jti'],
  });
  expect(protectedHeader).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: 'key-1' });
  expect(payload).toEqual({
    iss: 'https://identity.test',
    aud: 'causeway',
    sub: 'user-1',
    sid: 'session-1',
    client_id: 'causeway',
    roles: ['support', 'warehouse'],
    scope: 'orders:read users:read',
    iat: Date.parse('2026-11-01T12:00:00Z') / 1_000,
    exp: Date.parse('2026-11-01T12:15:00Z') / 1_000,
    jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
});

test('the end that is told is the end in the token', async () => {
  const { issued } = await issue();
  expect(issued.expiresAt).toEqual(new Date('2026-11-01T12:15:00Z'));
});

test('no two tokens have the same id', async () => {
  const { accessTokens, subject, issued } = await issue();
  const other = await accessTokens.issue(subject);
  expect(claimsOf(other.token).jti).not.toBe(claimsOf(issued.token).jti);
});

function claimsOf(token: string): { jti: string } {
  return JSON.parse(Buffer.from(token.split('.')[1] as string, 'base64url').toString());
}
