import { withClient } from '@causeway/database';
import type { UserPrincipal } from '@causeway/subgraph-kit';
import { describe, expect, test } from 'vitest';
import { PASSWORD, useIdentity } from '../use-identity.ts';

const DAY_MS = 24 * 3_600_000;
const MY_SESSIONS = '{ mySessions { id device createdAt lastSeenAt expiresAt isCurrent } }';
const SIGN_IN = `mutation ($input: SignInInput!) {
  signIn(input: $input) {
    __typename ... on InvalidInput { fields { path message } }
  }
}`;
const REVOKE = `mutation ($input: RevokeSessionInput!) {
  revokeSession(input: $input) {
    __typename ... on RevokeSessionSuccess { sessionId } ... on Failure { message }
  }
}`;
const REVOKE_OTHERS = `mutation {
  revokeOtherSessions { ... on RevokeOtherSessionsSuccess { endedSessions } }
}`;
const REFRESH = `mutation ($input: RefreshSessionInput!) {
  refreshSession(input: $input) { __typename ... on RefreshSessionSuccess { session { refreshToken } } }
}`;

describe('mySessions', () => {
  const service = useIdentity({ clockStandsStill: true });
  const list = async (principal: UserPrincipal) => {
    const { body } = await service().send(MY_SESSIONS, {}, principal);
    expect(body.errors).toBeUndefined();
    return body.data.mySessions;
  };
  const refresh = async (refreshToken: string) => {
    const { body } = await service().send(REFRESH, { input: { refreshToken } });
    return body.data.refreshSession;
  };
  const signIn = async (input: object) => {
    const { body } = await service().send(SIGN_IN, { input });
    return body.data.signIn;
  };
  const revoke = async (sessionId: string, principal: UserPrincipal) => {
    const { body } = await service().send(REVOKE, { input: { sessionId } }, principal);
    return body.data.revokeSession;
  };

  test('lists the sessions that go on with device and times, the one seen last first', async () => {
    const { user, principal, refreshToken } = await service().signUp();
    const signedUpAt = service().now();
    service().advance(DAY_MS);
    const device = ' Firefox  on Linux ';
    expect(await signIn({ email: user.email, password: PASSWORD, device })).toEqual({
      __typename: 'SignInSuccess',
    });
    const signedInAt = service().now();
    service().advance(1_000);
    await refresh(refreshToken);
    expect(await list(principal)).toEqual([
      {
        id: principal.sessionId,
        device: null,
        createdAt: signedUpAt.toISOString(),
        lastSeenAt: service().now().toISOString(),
        expiresAt: new Date(service().now().getTime() + 30 * DAY_MS).toISOString(),
        isCurrent: true,
      },
      {
        id: expect.any(String),
        device: 'Firefox on Linux',
        createdAt: signedInAt.toISOString(),
        lastSeenAt: signedInAt.toISOString(),
        expiresAt: new Date(signedInAt.getTime() + 30 * DAY_MS).toISOString(),
        isCurrent: false,
      },
    ]);
  });

  test('lists neither what has ended nor what belongs to somebody else', async () => {
    const { user, principal } = await service().signUp();
    await service().signUp();
    const elsewhere = await service().signIn(user.email, PASSWORD);
    await service().send('mutation { signOut { __typename } }', {}, elsewhere.principal);
    service().advance(30 * DAY_MS - 1);
    const now = await service().signIn(user.email, PASSWORD);
    expect(await list(principal)).toHaveLength(2);
    service().advance(1);
    expect(await list(principal)).toMatchObject([{ id: now.principal.sessionId }]);
  });

  test('shows a hundred at most', async () => {
    const { user, principal } = await service().signUp();
    await withClient(service().ownerUrl, (client) =>
      client.query(
        `INSERT INTO identity.session (id, user_id, last_seen_at, expires_at)
         SELECT gen_random_uuid(), $1, $2, $2::timestamptz + interval '1 day'
         FROM generate_series(1, 104)`,
        [user.id, service().now()],
      ),
    );
    expect(await list(principal)).toHaveLength(100);
  });

  test.each([
    ['', 'must not be empty'],
    ['x'.repeat(81), 'must be at most 80 characters'],
    ['\u0000', 'must not contain control characters'],
  ])('a device cannot be called %j', async (device, message) => {
    expect(await signIn({ email: 'a@example.com', password: PASSWORD, device })).toMatchObject({
      fields: [{ path: ['device'], message }],
    });
  });

  test('one that was lost is ended, and its refresh token with it', async () => {
    const here = await service().signUp();
    const lost = await service().signIn(here.user.email, PASSWORD);
    const { sessionId } = lost.principal;
    expect(await revoke(sessionId, here.principal)).toEqual({
      __typename: 'RevokeSessionSuccess',
      sessionId,
    });
    expect((await refresh(lost.refreshToken)).__typename).toBe('RefreshTokenInvalid');
    expect((await refresh(here.refreshToken)).__typename).toBe('RefreshSessionSuccess');
    expect((await revoke(sessionId, here.principal)).__typename).toBe('SessionNotFound');
  });

  test('nobody ends a session of somebody else, nor what is no id', async () => {
    const victim = await service().signUp();
    const { principal } = await service().signUp();
    for (const id of [victim.principal.sessionId, 'x', '']) {
      expect((await revoke(id, principal)).__typename).toBe('SessionNotFound');
    }
    expect((await refresh(victim.refreshToken)).__typename).toBe('RefreshSessionSuccess');
  });

  test('all but the one that asks are ended at once', async () => {
    const here = await service().signUp();
    const others = await Promise.all([1, 2].map(() => service().signIn(here.user.email, PASSWORD)));
    const { body } = await service().send(REVOKE_OTHERS, {}, here.principal);
    expect(body.data.revokeOtherSessions).toEqual({ endedSessions: 2 });
    for (const { refreshToken } of others) {
      expect((await refresh(refreshToken)).__typename).toBe('RefreshTokenInvalid');
    }
    expect((await refresh(here.refreshToken)).__typename).toBe('RefreshSessionSuccess');
  });

  test('is UNAUTHENTICATED for the anonymous', async () => {
    const { body } = await service().send(MY_SESSIONS);
    expect(body.errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });
});
