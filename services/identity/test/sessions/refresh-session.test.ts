import { withClient } from '@causeway/database';
import { describe, expect, test } from 'vitest';
import { PASSWORD, principalOf, useIdentity } from '../use-identity.ts';

const DAY_MS = 24 * 3_600_000;
/** From then on a token that was used is not handed its successor again. */
const REPEAT_MS = 10_000;
const REFRESH = `mutation ($input: RefreshSessionInput!) {
  refreshSession(input: $input) {
    __typename
    ... on RefreshSessionSuccess { session {
      accessToken refreshToken refreshTokenExpiresAt user { id email roles { name } }
    } }
    ... on Failure { message }
    ... on InvalidInput { fields { path message } }
  }
}`;
const ASSIGN = `mutation ($input: AssignRoleInput!) { assignRole(input: $input) { __typename } }`;

describe('refreshSession', () => {
  const service = useIdentity();
  const refresh = async (refreshToken: string) => {
    const { body } = await service().send(REFRESH, { input: { refreshToken } });
    expect(body.errors).toBeUndefined();
    return body.data.refreshSession;
  };

  test('trades a token for its successor in the same session, again and again', async () => {
    const grant = await service().signUp();
    let { refreshToken } = grant;
    for (let round = 0; round < 3; round++) {
      const result = await refresh(refreshToken);
      expect(result).toMatchObject({
        __typename: 'RefreshSessionSuccess',
        session: { user: { ...grant.user, roles: [{ name: 'customer' }] } },
      });
      expect(principalOf(result.session.accessToken).sessionId).toBe(grant.principal.sessionId);
      expect(result.session.refreshToken).not.toBe(refreshToken);
      refreshToken = result.session.refreshToken;
    }
  });

  test('a token used twice ends the session for whoever holds its successors', async () => {
    const { user, principal, refreshToken } = await service().signUp();
    const { session } = await refresh(refreshToken);
    service().advance(REPEAT_MS);
    expect(await refresh(refreshToken)).toEqual({
      __typename: 'RefreshTokenReused',
      message: 'This refresh token was used before; the session was ended. Sign in again.',
    });
    expect(await refresh(session.refreshToken)).toEqual({
      __typename: 'RefreshTokenInvalid',
      message: 'This session has ended. Sign in again.',
    });
    expect(service().securityEvents(user.id)).toContainEqual({
      event: 'refresh_token_reused',
      userId: user.id,
      sessionId: principal.sessionId,
    });
    expect(JSON.stringify(service().log)).not.toContain(refreshToken);
  });

  test('reuse ends one session only', async () => {
    const { user, refreshToken } = await service().signUp();
    const other = await service().signIn(user.email, PASSWORD);
    await refresh(refreshToken);
    service().advance(REPEAT_MS);
    await refresh(refreshToken);
    expect((await refresh(other.refreshToken)).__typename).toBe('RefreshSessionSuccess');
  });

  test('an unknown token is RefreshTokenInvalid, and what is no token is InvalidInput', async () => {
    expect((await refresh(`cwr_${'A'.repeat(43)}`)).__typename).toBe('RefreshTokenInvalid');
    expect(await refresh('x'.repeat(10_000))).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: ['refreshToken'], message: 'is not a refresh token' }],
    });
  });

  test('a new token takes up the roles that the user has by then', async () => {
    const { user, refreshToken } = await service().signUp();
    const admin = await service().signIn('admin@example.com');
    const input = { userId: user.id, role: 'warehouse' };
    await service().send(ASSIGN, { input }, admin.principal);
    const { session } = await refresh(refreshToken);
    const principal = principalOf(session.accessToken);
    expect(principal.roles).toEqual(['customer', 'warehouse']);
    expect([...principal.scopes]).toEqual(['orders:read', 'orders:write', 'stock:write']);
  });

  test('a refresh that fails half-way leaves the token good for another try', async () => {
    const { refreshToken } = await service().signUp();
    const asOwner = (sql: string) => withClient(service().ownerUrl, (client) => client.query(sql));
    await asOwner('REVOKE SELECT ON identity.role_permission FROM identity_app');
    try {
      const { body } = await service().send(REFRESH, { input: { refreshToken } });
      expect(body.errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
    } finally {
      await asOwner('GRANT SELECT ON identity.role_permission TO identity_app');
    }
    expect((await refresh(refreshToken)).__typename).toBe('RefreshSessionSuccess');
  });

  test('links each used token to its successor', async () => {
    const { refreshToken, principal } = await service().signUp();
    await refresh(refreshToken);
    const tokens = await withClient(service().ownerUrl, async (client) => {
      const { rows } = await client.query(
        `SELECT id, used_at, replaced_by_id FROM identity.refresh_token
         WHERE session_id = $1 ORDER BY created_at, id`,
        [principal.sessionId],
      );
      return rows;
    });
    expect(tokens).toEqual([
      { id: expect.any(String), used_at: expect.any(Date), replaced_by_id: tokens[1].id },
      { id: tokens[1].id, used_at: null, replaced_by_id: null },
    ]);
  });

  test('costs eight statements', async () => {
    const { refreshToken } = await service().signUp();
    const { headers } = await service().send(REFRESH, { input: { refreshToken } });
    expect(headers.get('server-timing')).toContain('desc="8 statements"');
  });

  test('a session lives 30 days after it was last used, and no longer', async () => {
    const used = await service().signUp();
    const unused = await service().signUp();
    service().advance(20 * DAY_MS);
    const { session } = await refresh(used.refreshToken);
    service().advance(10 * DAY_MS + 1_000);
    expect((await refresh(unused.refreshToken)).__typename).toBe('RefreshTokenInvalid');
    expect((await refresh(session.refreshToken)).__typename).toBe('RefreshSessionSuccess');
  });
});
