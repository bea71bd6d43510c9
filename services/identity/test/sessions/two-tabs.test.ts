import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { principalOf, type TestService, useIdentity } from '../use-identity.ts';

/** From then on a token that was used is not handed its successor again. */
const REPEAT_MS = 10_000;
const REFRESH = `mutation ($input: RefreshSessionInput!) {
  refreshSession(input: $input) {
    __typename ... on RefreshSessionSuccess { session { accessToken refreshToken } }
  }
}`;

describe('tabs of one browser, and two processes of the service', () => {
  const service = useIdentity({ clockStandsStill: true });
  let other: Awaited<ReturnType<TestService['startAnother']>>;
  beforeAll(async () => {
    other = await service().startAnother();
  });
  afterAll(() => other?.close());

  const refresh = async (refreshToken: string, by: Pick<TestService, 'send'> = service()) => {
    const { body } = await by.send(REFRESH, { input: { refreshToken } });
    expect(body.errors).toBeUndefined();
    return body.data.refreshSession;
  };
  const refreshAtOnce = (refreshToken: string, tabs: number) =>
    Promise.all(
      Array.from({ length: tabs }, (_, tab) => refresh(refreshToken, tab % 2 ? other : service())),
    );

  test.each([2, 20])('%s tabs that refresh at once all go on, with one token', async (tabs) => {
    const { principal, refreshToken } = await service().signUp();
    const results = await refreshAtOnce(refreshToken, tabs);
    expect(new Set(results.map(({ __typename }) => __typename))).toEqual(
      new Set(['RefreshSessionSuccess']),
    );
    const successors = new Set(results.map(({ session }) => session.refreshToken));
    expect(successors.size).toBe(1);
    for (const { session } of results) {
      expect(principalOf(session.accessToken).sessionId).toBe(principal.sessionId);
    }
    service().advance(REPEAT_MS);
    const [successor] = successors;
    expect((await refresh(successor as string)).__typename).toBe('RefreshSessionSuccess');
  });

  test('go on and on, all of them at each round', async () => {
    let { refreshToken } = await service().signUp();
    for (let round = 0; round < 5; round += 1) {
      const results = await refreshAtOnce(refreshToken, 6);
      const successors = new Set(results.map(({ session }) => session?.refreshToken));
      expect(successors.size).toBe(1);
      refreshToken = results[0].session.refreshToken;
      service().advance(15 * 60_000);
    }
  });

  test('a client that did not get the answer asks once more, and has it', async () => {
    const { refreshToken } = await service().signUp();
    const lost = await refresh(refreshToken);
    service().advance(REPEAT_MS - 1);
    const again = await refresh(refreshToken, other);
    expect(again.session.refreshToken).toBe(lost.session.refreshToken);
  });

  test('a slow tab is given the newest token, though another has refreshed twice meanwhile', async () => {
    const { refreshToken } = await service().signUp();
    const first = await refresh(refreshToken);
    const second = await refresh(first.session.refreshToken);
    const slow = await refresh(refreshToken, other);
    expect(slow.session.refreshToken).toBe(second.session.refreshToken);
  });

  test('whoever is many refreshes behind is no tab: the session ends', async () => {
    const { refreshToken } = await service().signUp();
    let newest = refreshToken;
    for (let step = 0; step < 9; step += 1) newest = (await refresh(newest)).session.refreshToken;
    expect((await refresh(refreshToken)).__typename).toBe('RefreshTokenReused');
    expect((await refresh(newest)).__typename).toBe('RefreshTokenInvalid');
  });

  test('a thief within the ten seconds has the tokens of the user, and both are noticed', async () => {
    const { user, refreshToken } = await service().signUp();
    const owner = await refresh(refreshToken);
    const thief = await refresh(refreshToken);
    service().advance(15 * 60_000);
    expect((await refresh(thief.session.refreshToken)).__typename).toBe('RefreshSessionSuccess');
    service().advance(REPEAT_MS);
    expect((await refresh(owner.session.refreshToken)).__typename).toBe('RefreshTokenReused');
    expect(service().securityEvents(user.id)).toContainEqual(
      expect.objectContaining({ event: 'refresh_token_reused' }),
    );
  });

  test('many late uses at once end the session once, and nobody goes on', async () => {
    const { user, refreshToken } = await service().signUp();
    const { session } = await refresh(refreshToken);
    service().advance(REPEAT_MS);
    const results = await refreshAtOnce(refreshToken, 8);
    expect(results.map(({ __typename }) => __typename).sort()).toEqual([
      ...Array.from({ length: 7 }, () => 'RefreshTokenInvalid'),
      'RefreshTokenReused',
    ]);
    expect((await refresh(session.refreshToken)).__typename).toBe('RefreshTokenInvalid');
    const reused = service()
      .securityEvents(user.id)
      .filter(({ event }) => event === 'refresh_token_reused');
    expect(reused).toHaveLength(1);
  });
});
