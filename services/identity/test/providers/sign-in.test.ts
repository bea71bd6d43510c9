import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { withClient } from '@causeway/database';
import { Secret, TOTP } from 'otpauth';
import { describe, expect, test } from 'vitest';
import { PASSWORD, principalOf } from '../use-identity.ts';
import { REDIRECT_URIS, type Return, useProviders } from './use-providers.ts';

/** Somebody whom the provider knows, and nobody else. */
const somebody = (email = `${randomUUID()}@example.com`) => ({
  ...{ sub: randomUUID(), email, email_verified: true, name: 'Pat Person' },
});

describe('signing in with a provider', () => {
  const providers = useProviders();
  const complete = (back: Return) => providers().mutate('completeProviderSignIn', back);
  const changed = (back: Return, change: (url: URL) => void): Return => {
    const url = new URL(back.callbackUrl);
    change(url);
    return { ...back, callbackUrl: url.href };
  };
  const expectRefused = async (back: Return, reason: string) => {
    const logged = providers().identity.log.length;
    expect(await complete(back)).toMatchObject({ __typename: 'ProviderFlowInvalid' });
    expect(providers().identity.log.slice(logged)).toContainEqual(
      expect.objectContaining({
        security: expect.objectContaining({ event: 'provider_callback_refused', reason }),
      }),
    );
  };

  test('creates an account the first time, and finds it the next', async () => {
    const { one, visit, subgraph } = providers();
    one.person = somebody();
    const first = await complete(await visit('one'));
    expect(first).toMatchObject({
      __typename: 'SignInSuccess',
      session: {
        user: {
          ...{ email: one.person.email, displayName: 'Pat Person' },
          emailVerifiedAt: expect.any(String),
        },
      },
    });
    const second = await complete(await visit('one'));
    expect(second.session.user.id).toBe(first.session.user.id);
    const principal = principalOf(second.session.accessToken);
    expect(principal.roles).toEqual(['customer']);
    const { me } = await subgraph.read(
      '{ me { linkedProviders { provider email } } }',
      ...[{}, principal],
    );
    expect(me.linkedProviders).toEqual([{ provider: 'one', email: one.person.email }]);
  });

  test('asks for the second factor of who has one', async () => {
    const { one, visit, subgraph } = providers();
    one.person = somebody();
    const first = await complete(await visit('one'));
    const principal = principalOf(first.session.accessToken);
    const mutate = async (query: string, input?: object) => {
      const { body } = await subgraph.send(query, { input }, principal);
      return Object.values<{ __typename: string; secret: string }>(body.data)[0];
    };
    const begun = await mutate(
      'mutation { beginSecondFactor { ... on BeginSecondFactorSuccess { secret } } }',
    );
    const code = new TOTP({ secret: Secret.fromBase32(begun?.secret ?? '') }).generate();
    const confirmed = await mutate(
      'mutation ($input: ConfirmSecondFactorInput!) { confirmSecondFactor(input: $input) { __typename } }',
      { code },
    );
    expect(confirmed?.__typename).toBe('ConfirmSecondFactorSuccess');
    expect(await complete(await visit('one'))).toMatchObject({
      __typename: 'SecondFactorRequired',
    });
  });

  test('asks the provider for a code with PKCE, state and nonce, and stores none of the secrets', async () => {
    const { one, begin, identity } = providers();
    const { authorizationUrl, flowToken } = await begin('one');
    const { origin, searchParams } = new URL(authorizationUrl);
    expect(origin).toBe(one.issuer);
    expect(Object.fromEntries(searchParams)).toEqual({
      ...{ client_id: 'causeway-shop', response_type: 'code', scope: 'openid email profile' },
      ...{ redirect_uri: REDIRECT_URIS.one, code_challenge_method: 'S256' },
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    });
    const { rows } = await withClient(identity.ownerUrl, (client) =>
      client.query('SELECT * FROM identity.provider_flow'),
    );
    for (const secret of [flowToken, searchParams.get('state'), searchParams.get('nonce')]) {
      expect(JSON.stringify(rows)).not.toContain(secret);
      expect(JSON.stringify(identity.log)).not.toContain(secret);
    }
  });

  test('lists the providers', async () => {
    expect(await providers().subgraph.read('{ signInProviders { id name } }')).toEqual({
      signInProviders: [
        { id: 'one', name: 'Test Provider' },
        { id: 'other', name: 'Test Provider' },
      ],
    });
  });

  test('knows a person by issuer and subject, whatever address the provider tells now', async () => {
    const { one, visit, identity } = providers();
    const person = somebody();
    one.person = person;
    const { session } = await complete(await visit('one'));
    const victim = await identity.signUp();
    // The provider now says that its person has the address of somebody else here.
    one.person = { ...person, email: victim.user.email };
    const again = await complete(await visit('one'));
    expect(again.session.user).toMatchObject({ id: session.user.id, email: person.email });
  });

  describe('never opens an account by its address', () => {
    test('that somebody has made with a password, be it beforehand for the other to find', async () => {
      const { one, visit, identity } = providers();
      const { user } = await identity.signUp();
      one.person = somebody(user.email.toUpperCase());
      expect(await complete(await visit('one'))).toEqual({
        __typename: 'AccountExists',
        message: 'An account has this e-mail address. Sign in to it, then link the provider.',
      });
      await identity.signIn(user.email, PASSWORD);
    });

    test('that came by another provider', async () => {
      const { one, other, visit } = providers();
      one.person = somebody();
      await complete(await visit('one'));
      other.person = somebody(one.person.email);
      expect(await complete(await visit('other'))).toMatchObject({ __typename: 'AccountExists' });
    });

    test('with the subject of somebody at another provider', async () => {
      const { one, other, visit } = providers();
      one.person = somebody();
      const mine = await complete(await visit('one'));
      other.person = { ...somebody(), sub: one.person.sub };
      const theirs = await complete(await visit('other'));
      expect(theirs.session.user.id).not.toBe(mine.session.user.id);
    });

    test.each([
      ['is not verified', { email_verified: false }],
      ['is said to be verified by nobody', { email_verified: undefined }],
      ['is none', { email: 'no address' }],
      ['is not told', { email: undefined }],
    ])('that %s', async (_what, claims) => {
      const { one, visit } = providers();
      one.person = { ...somebody(), ...claims } as never;
      expect(await complete(await visit('one'))).toMatchObject({
        __typename: 'ProviderEmailUnverified',
      });
    });
  });

  test('has no password to sign in with, or to change', async () => {
    const { one, visit, subgraph } = providers();
    one.person = somebody();
    const { session } = await complete(await visit('one'));
    const signIn = await subgraph.read(
      'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }',
      { input: { email: one.person.email, password: PASSWORD } },
    );
    expect(signIn.signIn.__typename).toBe('InvalidCredentials');
    const change = await subgraph.read(
      'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { __typename } }',
      { input: { currentPassword: PASSWORD, newPassword: 'another good one' } },
      principalOf(session.accessToken),
    );
    expect(change.changePassword.__typename).toBe('WrongPassword');
  });

  test('shows a name that can be shown', async () => {
    const { one, visit } = providers();
    one.person = { ...somebody(), name: 'x'.repeat(200) };
    const { session } = await complete(await visit('one'));
    expect(session.user.displayName).toBe('Customer');
  });

  test('two flows of one new person that end at once make one account', async () => {
    const { one, visit } = providers();
    one.person = somebody();
    const backs = [await visit('one'), await visit('one'), await visit('one')];
    const results = await Promise.all(backs.map(complete));
    expect(results.map(({ __typename }) => __typename)).toEqual(Array(3).fill('SignInSuccess'));
    expect(new Set(results.map(({ session }) => session.user.id)).size).toBe(1);
  });

  describe('ends a flow once, with its own answer', () => {
    test('not twice', async () => {
      const { one, visit } = providers();
      one.person = somebody();
      const back = await visit('one');
      const results = await Promise.all([complete(back), complete(back)]);
      expect(results.map(({ __typename }) => __typename).sort()).toEqual([
        'ProviderFlowInvalid',
        'SignInSuccess',
      ]);
      expect(await complete(back)).toMatchObject({ __typename: 'ProviderFlowInvalid' });
    });

    test('not with a code that was used', async () => {
      const { one, visit, begin } = providers();
      one.person = somebody();
      const used = await visit('one');
      await complete(used);
      const next = await begin('one');
      const state = new URL(next.authorizationUrl).searchParams.get('state') ?? '';
      const replayed = changed(used, (url) => url.searchParams.set('state', state));
      await expectRefused({ ...replayed, flowToken: next.flowToken }, 'invalid_grant');
    });

    test('not with the callback of another flow: whoever planted it would be signed in', async () => {
      const { one, visit } = providers();
      one.person = somebody();
      const [mine, attackers] = [await visit('one'), await visit('one')];
      await expectRefused(
        { flowToken: mine.flowToken, callbackUrl: attackers.callbackUrl },
        'OAUTH_INVALID_RESPONSE',
      );
      // The other flow is not touched by it.
      expect(await complete(attackers)).toMatchObject({ __typename: 'SignInSuccess' });
    });

    test('not with a code from another flow under its own state: PKCE', async () => {
      const { one, visit } = providers();
      one.person = somebody();
      const [mine, stolen] = [await visit('one'), await visit('one')];
      const code = new URL(stolen.callbackUrl).searchParams.get('code') ?? '';
      await expectRefused(
        changed(mine, (url) => url.searchParams.set('code', code)),
        'invalid_grant',
      );
    });

    test('not at another address than the one it named', async () => {
      const { one, visit } = providers();
      one.person = somebody();
      const back = await visit('one');
      await expectRefused(
        changed(back, (url) => {
          url.pathname = '/sign-in/other';
        }),
        'another flow',
      );
    });

    test.each<[string, (url: URL) => void]>([
      ['another state', (url) => url.searchParams.set('state', 'x'.repeat(43))],
      ['no state', (url) => url.searchParams.delete('state')],
      ['two states', (url) => url.searchParams.append('state', 'x')],
      ['the issuer of another provider', (url) => url.searchParams.set('iss', 'https://evil.test')],
      ['no issuer, though the provider tells it', (url) => url.searchParams.delete('iss')],
    ])('not with %s', async (_what, change) => {
      const { one, visit } = providers();
      one.person = somebody();
      const asked = one.countOf('/token');
      await expectRefused(changed(await visit('one'), change), 'OAUTH_INVALID_RESPONSE');
      expect(one.countOf('/token')).toBe(asked);
    });

    test('not after ten minutes', async () => {
      const { one, visit, identity } = providers();
      one.person = somebody();
      const back = await visit('one');
      identity.advance(10 * 60_000);
      expect(await complete(back)).toMatchObject({ __typename: 'ProviderFlowInvalid' });
    });
  });

  describe('believes an ID token only', () => {
    const goodClaims = async (back: Return) => ({
      ...{ iss: providers().one.issuer, aud: 'causeway-shop', sub: 'forged' },
      exp: Math.floor(Date.now() / 1_000) + 60,
      nonce: await nonceOf(back),
    });
    const nonces = new Map<string, string>();
    const nonceOf = async ({ flowToken }: Return) => nonces.get(flowToken) ?? '';
    const visitWithNonce = async () => {
      const { begin, one } = providers();
      one.person = somebody();
      const { authorizationUrl, flowToken } = await begin('one');
      nonces.set(flowToken, new URL(authorizationUrl).searchParams.get('nonce') ?? '');
      return { flowToken, callbackUrl: await one.visit(authorizationUrl) };
    };

    test('that is as it should be', async () => {
      const back = await visitWithNonce();
      providers().one.answerWithIdToken({
        ...(await goodClaims(back)),
        ...{ email: `${randomUUID()}@example.com`, email_verified: true },
      });
      expect(await complete(back)).toMatchObject({ __typename: 'SignInSuccess' });
    });

    test.each([
      ['of this flow', { nonce: 'another' }, 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'],
      ['with a nonce', { nonce: undefined }, 'OAUTH_INVALID_RESPONSE'],
      ['of the provider', { iss: 'https://evil.test' }, 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'],
      ['for us', { aud: 'another-shop' }, 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'],
      [
        'for us alone',
        { aud: ['causeway-shop', 'x'], azp: 'x' },
        'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
      ],
      ['in time', { exp: 1 }, 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED'],
      ['with a subject that can be one', { sub: 'a\u0000b' }, 'malformed subject'],
    ])('%s', async (_what, claims, reason) => {
      const back = await visitWithNonce();
      providers().one.answerWithIdToken({
        ...(await goodClaims(back)),
        email: 'x@example.com',
        ...claims,
      });
      await expectRefused(back, reason);
    });

    test('that the provider signed', async () => {
      const back = await visitWithNonce();
      providers().one.answerWithIdToken(await goodClaims(back), { foreignKey: true });
      await expectRefused(back, 'OAUTH_INVALID_RESPONSE');
    });

    test('whose UserInfo is about the same person', async () => {
      const back = await visitWithNonce();
      providers().one.answerWithIdToken(await goodClaims(back));
      providers().one.instead.set('/me', (_request, response) => {
        response.setHeader('content-type', 'application/json');
        response.end(
          JSON.stringify({ sub: 'victim', email: 'x@example.com', email_verified: true }),
        );
      });
      await expectRefused(back, 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED');
    });

    test('also when the provider has changed its keys meanwhile', async () => {
      const { one, visit } = providers();
      one.person = somebody();
      await complete(await visit('one'));
      await one.rotateKeys();
      expect(await complete(await visit('one'))).toMatchObject({ __typename: 'SignInSuccess' });
    });
  });

  test.each([
    ['denied', 'ProviderDenied'],
    ['login_required', 'ProviderFlowInvalid'],
    ['temporarily_unavailable', 'ProviderUnavailable'],
  ] as const)('tells an answer that is %s', async (consent, type) => {
    const { one, visit } = providers();
    one.person = somebody();
    one.consent = consent;
    expect(await complete(await visit('one'))).toMatchObject({ __typename: type });
  });

  test.each<[string, string, (response: ServerResponse) => void]>([
    ['/token', 'is broken', (response) => response.writeHead(500).end('{}')],
    ['/token', 'breaks off', (response) => response.destroy()],
    ['/token', 'hangs', () => undefined],
    ['/token', 'is no JSON', (response) => response.end('<html>')],
    ['/token', 'sends too much', (response) => response.end('x'.repeat(300_000))],
    ['/token', 'sends elsewhere', (response) => response.writeHead(307, { location: '/x' }).end()],
    [
      '/token',
      'does not know us',
      (response) =>
        response
          .writeHead(401, { 'content-type': 'application/json' })
          .end('{"error":"invalid_client"}'),
    ],
    ['/jwks', 'is broken', (response) => response.writeHead(500).end('{}')],
    ['/me', 'is broken', (response) => response.writeHead(500).end('{}')],
  ])('tells that the provider is away when %s %s', async (path, _how, answer) => {
    const { one, visit } = providers();
    one.person = somebody();
    const back = await visit('one');
    one.instead.set(path, (_request, response) => answer(response));
    expect(await complete(back)).toMatchObject({ __typename: 'ProviderUnavailable' });
  });

  test('takes no more time for a code than the provider gives it', async () => {
    const { one, visit } = providers();
    one.person = somebody();
    one.codeLifetimeSeconds = 1;
    const back = await visit('one');
    one.codeLifetimeSeconds = 60;
    // By the provider's clock, which is the machine's, in whole seconds.
    const expiredAtMs = Date.now() + 2_000;
    await expect.poll(() => Date.now() > expiredAtMs).toBe(true);
    await expectRefused(back, 'invalid_grant');
  });

  test('names the fields that are wrong', async () => {
    const { mutate } = providers();
    const redirectUri = REDIRECT_URIS.one;
    expect(await mutate('beginProviderSignIn', { provider: 'none', redirectUri })).toMatchObject({
      fields: [{ path: ['provider'] }],
    });
    for (const foreign of [REDIRECT_URIS.other, `${redirectUri}/`, `${redirectUri}?next=x`]) {
      const input = { provider: 'one', redirectUri: foreign };
      expect(await mutate('beginProviderSignIn', input)).toMatchObject({
        fields: [{ path: ['redirectUri'] }],
      });
    }
    const back = { flowToken: 'x', callbackUrl: 'x'.repeat(9_000) };
    expect(await complete(back)).toMatchObject({
      fields: [{ path: ['flowToken'] }, { path: ['callbackUrl'] }],
    });
  });
});
