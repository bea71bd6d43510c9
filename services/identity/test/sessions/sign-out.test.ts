import { describe, expect, test } from 'vitest';
import { PASSWORD, useIdentity } from '../use-identity.ts';

const SIGN_OUT = `mutation { signOut { __typename ... on SignOutSuccess { endedSessions } } }`;
const SIGN_OUT_ALL = `mutation ($input: SignOutInput!) {
  signOut(input: $input) { __typename ... on SignOutSuccess { endedSessions } }
}`;
const REFRESH = `mutation ($input: RefreshSessionInput!) {
  refreshSession(input: $input) { __typename }
}`;

describe('signOut', () => {
  const service = useIdentity();
  const refresh = async (refreshToken: string) => {
    const { body } = await service().send(REFRESH, { input: { refreshToken } });
    return body.data.refreshSession.__typename;
  };

  test('ends this session and leaves the others', async () => {
    const here = await service().signUp();
    const elsewhere = await service().signIn(here.user.email, PASSWORD);
    const { body } = await service().send(SIGN_OUT, {}, here.principal);
    expect(body.data.signOut).toEqual({ __typename: 'SignOutSuccess', endedSessions: 1 });
    expect(await refresh(here.refreshToken)).toBe('RefreshTokenInvalid');
    expect(await refresh(elsewhere.refreshToken)).toBe('RefreshSessionSuccess');
  });

  test('ends all of the user’s sessions if told, and nobody else’s', async () => {
    const here = await service().signUp();
    const elsewhere = await service().signIn(here.user.email, PASSWORD);
    const somebody = await service().signUp();
    const input = { allSessions: true };
    const { body } = await service().send(SIGN_OUT_ALL, { input }, here.principal);
    expect(body.data.signOut.endedSessions).toBe(2);
    expect(await refresh(here.refreshToken)).toBe('RefreshTokenInvalid');
    expect(await refresh(elsewhere.refreshToken)).toBe('RefreshTokenInvalid');
    expect(await refresh(somebody.refreshToken)).toBe('RefreshSessionSuccess');
    expect(service().securityEvents(here.user.id)).toContainEqual({
      event: 'signed_out',
      userId: here.user.id,
      endedSessions: 2,
    });
  });

  test('a second time finds nothing to end', async () => {
    const { principal } = await service().signUp();
    await service().send(SIGN_OUT, {}, principal);
    const { body } = await service().send(SIGN_OUT, {}, principal);
    expect(body.data.signOut).toEqual({ __typename: 'SignOutSuccess', endedSessions: 0 });
  });

  test('cannot end a session of another user', async () => {
    const victim = await service().signUp();
    const { principal } = await service().signUp();
    const forged = { ...principal, sessionId: victim.principal.sessionId };
    const { body } = await service().send(SIGN_OUT, {}, forged);
    expect(body.data.signOut.endedSessions).toBe(0);
    expect(await refresh(victim.refreshToken)).toBe('RefreshSessionSuccess');
  });

  test('is UNAUTHENTICATED for the anonymous', async () => {
    const { body } = await service().send(SIGN_OUT);
    expect(body.errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });

  test('wins or loses against a refresh at the same moment, and the session is over either way', async () => {
    const { principal, refreshToken } = await service().signUp();
    const [, refreshed] = await Promise.all([
      service().send(SIGN_OUT, {}, principal),
      service().send(
        `mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) {
          __typename ... on RefreshSessionSuccess { session { refreshToken } } } }`,
        { input: { refreshToken } },
      ),
    ]);
    const result = refreshed.body.data.refreshSession;
    const newest = result.session?.refreshToken ?? refreshToken;
    expect(await refresh(newest)).toBe('RefreshTokenInvalid');
  });
});
