import { signedIn } from '@causeway/test-kit';
import { describe, expect, test } from 'vitest';
import { PASSWORD, useIdentity } from '../use-identity.ts';

const NEW_PASSWORD = 'staple horse correct';
const CHANGE = `mutation ($input: ChangePasswordInput!) {
  changePassword(input: $input) {
    __typename
    ... on ChangePasswordSuccess { endedSessions }
    ... on Failure { message }
    ... on InvalidInput { fields { path message } }
  }
}`;
const REFRESH = `mutation ($input: RefreshSessionInput!) {
  refreshSession(input: $input) { __typename }
}`;

describe('changePassword', () => {
  const service = useIdentity();
  const refresh = async (refreshToken: string) => {
    const { body } = await service().send(REFRESH, { input: { refreshToken } });
    return body.data.refreshSession.__typename;
  };

  test('replaces the password, ends the other sessions and keeps this one', async () => {
    const here = await service().signUp();
    const elsewhere = await service().signIn(here.user.email, PASSWORD);
    const third = await service().signIn(here.user.email, PASSWORD);
    const input = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    const { body } = await service().send(CHANGE, { input }, here.principal);
    expect(body.data.changePassword).toEqual({
      __typename: 'ChangePasswordSuccess',
      endedSessions: 2,
    });
    expect(await refresh(elsewhere.refreshToken)).toBe('RefreshTokenInvalid');
    expect(await refresh(third.refreshToken)).toBe('RefreshTokenInvalid');
    expect(await refresh(here.refreshToken)).toBe('RefreshSessionSuccess');
    await service().signIn(here.user.email, NEW_PASSWORD);
    await expect(service().signIn(here.user.email, PASSWORD)).rejects.toThrow('InvalidCredentials');
    expect(service().securityEvents(here.user.id)).toContainEqual(
      expect.objectContaining({ event: 'password_changed', endedSessions: 2 }),
    );
  });

  test('a wrong current password changes nothing and is logged', async () => {
    const { user, principal } = await service().signUp();
    const input = { currentPassword: 'not the password', newPassword: NEW_PASSWORD };
    const { body } = await service().send(CHANGE, { input }, principal);
    expect(body.data.changePassword).toEqual({
      __typename: 'WrongPassword',
      message: 'The current password is not the one given.',
    });
    await service().signIn(user.email, PASSWORD);
    expect(service().securityEvents(user.id)).toContainEqual({
      event: 'password_change_failed',
      userId: user.id,
    });
  });

  test.each([
    ['too short', 'short', 'must be at least 10 characters'],
    ['the old one', PASSWORD, 'must differ from the current password'],
    ['the e-mail address', 'ME.MYSELF@example.com', 'must not be the e-mail address'],
  ])('refuses a new password that is %s', async (what, newPassword, message) => {
    const email = what === 'the e-mail address' ? 'me.myself@example.com' : undefined;
    const { principal } = await service().signUp(email === undefined ? {} : { email });
    const input = { currentPassword: PASSWORD, newPassword };
    const { body } = await service().send(CHANGE, { input }, principal);
    expect(body.data.changePassword).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: ['newPassword'], message }],
    });
  });

  test.each([
    ['the anonymous', undefined],
    ['somebody whose account is gone', signedIn()],
  ])('is UNAUTHENTICATED for %s', async (_who, principal) => {
    const input = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    const { body } = await service().send(CHANGE, { input }, principal);
    expect(body.errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });

  test('no session survives that was started with the old password at the same moment', async () => {
    const { user, principal } = await service().signUp();
    const input = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    const [change, ...signIns] = await Promise.all([
      service().send(CHANGE, { input }, principal),
      ...Array.from({ length: 6 }, () =>
        service()
          .signIn(user.email, PASSWORD)
          .catch(() => null),
      ),
    ]);
    expect(change.body.data.changePassword.__typename).toBe('ChangePasswordSuccess');
    for (const grant of signIns) {
      if (grant !== null) expect(await refresh(grant.refreshToken)).toBe('RefreshTokenInvalid');
    }
  });
});
