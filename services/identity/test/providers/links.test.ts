import { randomUUID } from 'node:crypto';
import { withClient } from '@causeway/database';
import type { Principal } from '@causeway/subgraph-kit';
import { signedIn } from '@causeway/test-kit';
import { describe, expect, test } from 'vitest';
import { PASSWORD, principalOf } from '../use-identity.ts';
import { REDIRECT_URIS, useProviders } from './use-providers.ts';

describe('linking a provider', () => {
  const providers = useProviders();
  const personWith = (email: string) => ({ sub: randomUUID(), email, email_verified: true });
  const begin = (principal?: Principal) =>
    providers().mutate(
      'beginProviderLink',
      { provider: 'one', redirectUri: REDIRECT_URIS.one },
      principal,
    );
  const link = async (provider: 'one' | 'other', principal: Principal) =>
    providers().mutate(
      'completeProviderLink',
      await providers().visit(provider, principal),
      principal,
    );
  const unlink = (provider: string, principal: Principal) =>
    providers().mutate('unlinkProvider', { provider }, principal);
  const signIn = async (provider: 'one' | 'other') =>
    providers().mutate('completeProviderSignIn', await providers().visit(provider));

  const query = (sql: string, values: unknown[] = []) =>
    withClient(providers().identity.ownerUrl, async (client) => {
      const { rows } = await client.query(sql, values);
      return rows;
    });
  const linksOf = async (userId: string) => {
    const sql = 'SELECT provider FROM identity.linked_identity WHERE user_id = $1';
    return (await query(sql, [userId])).map(({ provider }) => provider);
  };
  /** How many connections to this database wait for a row that another has changed. */
  const countWaiting = async () => {
    const sql = `SELECT FROM pg_locks JOIN pg_stat_activity USING (pid)
      WHERE datname = current_database() AND NOT granted`;
    return (await query(sql)).length;
  };

  /** Somebody with a password here, and an account of the same address at both providers. */
  const signUp = async () => {
    const { one, other, identity } = providers();
    const account = await identity.signUp();
    one.person = personWith(account.user.email);
    other.person = personWith(account.user.email);
    return account;
  };

  test('makes it a way to sign in to the same account', async () => {
    const { user, principal } = await signUp();
    expect(await link('one', principal)).toMatchObject({
      __typename: 'CompleteProviderLinkSuccess',
      user: {
        id: user.id,
        // The provider has said that the address is theirs.
        emailVerifiedAt: expect.any(String),
        linkedProviders: [{ provider: 'one', email: user.email }],
      },
    });
    expect((await signIn('one')).session.user.id).toBe(user.id);
    expect(providers().identity.securityEvents(user.id)).toContainEqual({
      ...{ event: 'provider_linked', userId: user.id, provider: 'one' },
    });
  });

  test('is for who has just signed in, in a session that goes on', async () => {
    const { user, principal } = await signUp();
    const { identity } = providers();
    expect(await begin(signedIn())).toMatchObject({ __typename: 'SignInAgain' });
    const back = await providers().visit('one', principal);
    await withClient(identity.ownerUrl, (client) =>
      client.query('UPDATE identity.session SET revoked_at = now() WHERE id = $1', [
        principal.sessionId,
      ]),
    );
    expect(await providers().mutate('completeProviderLink', back, principal)).toMatchObject({
      __typename: 'SignInAgain',
    });
    const next = await identity.signIn(user.email, PASSWORD);
    identity.advance(10 * 60_000);
    expect(await begin(next.principal)).toMatchObject({ __typename: 'SignInAgain' });
  });

  test('needs the address of the account to be verified by the provider', async () => {
    const { principal, user } = await signUp();
    const { one } = providers();
    one.person = personWith(`${randomUUID()}@example.com`);
    expect((await link('one', principal)).__typename).toBe('ProviderEmailMismatch');
    one.person = { ...personWith(user.email), email_verified: false };
    expect((await link('one', principal)).__typename).toBe('ProviderEmailMismatch');
    expect((await signIn('one')).__typename).toBe('ProviderEmailUnverified');
  });

  test('leaves no way in to who made the account with the address of another', async () => {
    const { one, identity } = providers();
    const email = `${randomUUID()}@example.com`;
    const attacker = await identity.signUp({ email });
    one.person = personWith('attacker@evil.test');
    expect((await link('one', attacker.principal)).__typename).toBe('ProviderEmailMismatch');
    one.person = personWith(email);
    expect((await signIn('one')).__typename).toBe('AccountExists');
  });

  test('completes in the session that began it, and signs nobody in', async () => {
    const victim = await signUp();
    const attacker = await providers().identity.signUp();
    const attackers = await providers().visit('one', attacker.principal);
    const results = [
      await providers().mutate('completeProviderLink', attackers, victim.principal),
      // The flow is over after each try.
      await providers().mutate(
        'completeProviderSignIn',
        await providers().visit('one', attacker.principal),
      ),
      await providers().mutate(
        'completeProviderLink',
        await providers().visit('one'),
        victim.principal,
      ),
    ];
    expect(results.map(({ __typename }) => __typename)).toEqual(
      Array(3).fill('ProviderFlowInvalid'),
    );
  });

  test('is refused when it is linked to another account, or the account to another', async () => {
    const first = await signUp();
    await link('one', first.principal);
    const again = personWith(first.user.email);
    providers().one.person = again;
    expect((await link('one', first.principal)).__typename).toBe('ProviderAlreadyLinked');
  });

  test('happens once when the provider’s answer is sent twice at the same time', async () => {
    const { principal, user } = await signUp();
    const back = await providers().visit('one', principal);
    const results = await Promise.all(
      Array.from({ length: 4 }, () => providers().mutate('completeProviderLink', back, principal)),
    );
    expect(results.map(({ __typename }) => __typename).sort()).toEqual([
      'CompleteProviderLinkSuccess',
      ...Array(3).fill('ProviderFlowInvalid'),
    ]);
    expect(await linksOf(user.id)).toEqual(['one']);
  });

  test('happens once when two tabs come back from the provider at the same time', async () => {
    const { principal, user } = await signUp();
    const [first, second] = [
      await providers().visit('one', principal),
      await providers().visit('one', principal),
    ];
    const results = await Promise.all(
      [first, second].map((back) => providers().mutate('completeProviderLink', back, principal)),
    );
    expect(results.map(({ __typename }) => __typename).sort()).toEqual([
      'CompleteProviderLinkSuccess',
      'ProviderAlreadyLinked',
    ]);
    expect(await linksOf(user.id)).toEqual(['one']);
  });

  test('leaves nothing behind when it fails half-way, and can be begun again', async () => {
    const { principal, user } = await signUp();
    const back = await providers().visit('one', principal);
    const { ownerUrl } = providers().identity;
    // The second of the two changes fails.
    await withClient(ownerUrl, (client) =>
      client.query(
        `ALTER TABLE identity.user_account ADD CONSTRAINT fails
         CHECK (id <> '${user.id}' OR email_verified_at IS NULL)`,
      ),
    );
    const { body } = await providers().subgraph.send(
      'mutation ($input: CompleteProviderFlowInput!) { completeProviderLink(input: $input) { __typename } }',
      { input: back },
      principal,
    );
    expect(body.errors).toHaveLength(1);
    expect(await linksOf(user.id)).toEqual([]);
    await withClient(ownerUrl, (client) =>
      client.query('ALTER TABLE identity.user_account DROP CONSTRAINT fails'),
    );
    expect((await link('one', principal)).__typename).toBe('CompleteProviderLinkSuccess');
  });

  test('waits for a sign-out that is under way, and does not happen after it', async () => {
    const { principal, user } = await signUp();
    const back = await providers().visit('one', principal);
    const result = await withClient(providers().identity.ownerUrl, async (client) => {
      await client.query('BEGIN');
      await client.query('UPDATE identity.session SET revoked_at = now() WHERE id = $1', [
        principal.sessionId,
      ]);
      const completing = providers().mutate('completeProviderLink', back, principal);
      await expect.poll(() => countWaiting(), { timeout: 30_000 }).toBeGreaterThan(0);
      await client.query('COMMIT');
      return completing;
    });
    expect(result.__typename).toBe('SignInAgain');
    expect(await linksOf(user.id)).toEqual([]);
  });

  test('is undone by unlinking, and signs in no more', async () => {
    const { principal, user } = await signUp();
    await link('one', principal);
    expect(await unlink('one', principal)).toEqual({
      ...{ __typename: 'UnlinkProviderSuccess', user: { linkedProviders: [] } },
    });
    expect((await unlink('one', principal)).__typename).toBe('ProviderNotLinked');
    expect((await signIn('one')).__typename).toBe('AccountExists');
    await providers().identity.signIn(user.email, PASSWORD);
  });

  test('is not undone when it is the only way to sign in, also by two at once', async () => {
    const email = `${randomUUID()}@example.com`;
    providers().one.person = personWith(email);
    providers().other.person = personWith(email);
    const { session } = await signIn('one');
    const principal = principalOf(session.accessToken);
    expect((await unlink('one', principal)).__typename).toBe('OnlyWayToSignIn');
    await link('other', principal);
    const results = await Promise.all([unlink('one', principal), unlink('other', principal)]);
    expect(results.map(({ __typename }) => __typename).sort()).toEqual([
      'OnlyWayToSignIn',
      'UnlinkProviderSuccess',
    ]);
  });

  test('needs somebody who is signed in', async () => {
    const { body } = await providers().subgraph.send(
      'mutation { unlinkProvider(input: { provider: "one" }) { __typename } }',
    );
    expect(body.errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });
});
