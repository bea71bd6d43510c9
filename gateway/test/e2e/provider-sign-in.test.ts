import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOpenidProvider, type TestProvider } from '@causeway/test-kit';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PASSWORD, useAccounts } from './use-accounts.ts';
import { useStack } from './use-stack.ts';

const REDIRECT_URI = 'https://shop.test/sign-in/provider';
const BEGIN = { provider: 'provider', redirectUri: REDIRECT_URI };

describe('signing in with an OpenID provider, through the gateway', () => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-provider-'));
  const file = join(folder, 'providers.json');
  let provider: TestProvider;
  beforeAll(async () => {
    provider = await startOpenidProvider(REDIRECT_URI);
    writeFileSync(file, JSON.stringify({ providers: { provider: provider.settings } }));
  });
  afterAll(async () => {
    await provider?.close();
    rmSync(folder, { recursive: true });
  });
  const stack = useStack({ identityEnv: () => ({ OIDC_PROVIDERS_FILE: file }) });
  const { mutate, read, signUp } = useAccounts(stack);

  beforeEach(() => {
    provider.consent = 'given';
    provider.person = somebody();
  });
  const somebody = (email = `${randomUUID()}@example.com`) => ({
    ...{ sub: randomUUID(), email, email_verified: true, name: 'Pat Person' },
  });

  /** Sends the browser to the provider and back. */
  async function visit() {
    const { flow } = await mutate('beginProviderSignIn', BEGIN);
    const callbackUrl = await provider.visit(flow.authorizationUrl);
    return { flowToken: flow.flowToken as string, callbackUrl };
  }
  const signIn = async () => mutate('completeProviderSignIn', await visit());

  test('is offered', async () => {
    expect(await read('{ signInProviders { id name } }')).toEqual({
      signInProviders: [{ id: 'provider', name: 'Test Provider' }],
    });
  });

  test('makes an account the first time, and finds it the next', async () => {
    const { session } = await signIn();
    const query =
      '{ me { id email emailVerifiedAt displayName linkedProviders { provider email } } }';
    const { email } = provider.person;
    const { me } = await read(query, session.accessToken);
    expect(me).toEqual({
      ...{ id: session.user.id, email, displayName: 'Pat Person' },
      emailVerifiedAt: expect.any(String),
      linkedProviders: [{ provider: 'provider', email }],
    });
    expect((await signIn()).session.user.id).toBe(me.id);
  });

  test('asks for the second factor of who has one', async () => {
    const { accessToken } = (await signIn()).session;
    const { secret } = await mutate('beginSecondFactor', null, accessToken);
    const codeAt = (timestamp: number) =>
      new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
    await mutate('confirmSecondFactor', { code: codeAt(Date.now()) }, accessToken);
    const { __typename, challengeToken } = await signIn();
    expect(__typename).toBe('SecondFactorRequired');
    const code = codeAt(Date.now() + 30_000);
    expect((await mutate('completeSignIn', { challengeToken, code })).__typename).toBe(
      'SignInSuccess',
    );
  });

  test('does not open an account that has the address; linking it from within does', async () => {
    const { email, accessToken } = await signUp();
    provider.person = somebody(email);
    expect((await signIn()).__typename).toBe('AccountExists');
    const { flow } = await mutate('beginProviderLink', BEGIN, accessToken);
    const callbackUrl = await provider.visit(flow.authorizationUrl);
    const back = { flowToken: flow.flowToken, callbackUrl };
    const linked = await mutate('completeProviderLink', back, accessToken);
    expect(linked.user.linkedProviders).toEqual([{ provider: 'provider', email }]);
    expect((await signIn()).session.user.id).toBe(linked.user.id);
    // The password goes on being a way in.
    expect((await mutate('signIn', { email, password: PASSWORD })).__typename).toBe(
      'SignInSuccess',
    );
  });

  test.each([
    ['denied', 'ProviderDenied'],
    ['temporarily_unavailable', 'ProviderUnavailable'],
    ['login_required', 'ProviderFlowInvalid'],
  ] as const)(
    'that ends with the error answer %s is %s, and the flow is over',
    async (consent, typename) => {
      provider.consent = consent;
      const back = await visit();
      expect((await mutate('completeProviderSignIn', back)).__typename).toBe(typename);
      expect((await mutate('completeProviderSignIn', back)).__typename).toBe('ProviderFlowInvalid');
    },
  );

  test('with an address that the provider has not verified makes no account', async () => {
    provider.person = { ...somebody(), email_verified: false };
    expect((await signIn()).__typename).toBe('ProviderEmailUnverified');
  });

  test('takes a callback once, and only in the browser that began it', async () => {
    const [mine, theirs] = [await visit(), await visit()];
    const swapped = { ...mine, callbackUrl: theirs.callbackUrl };
    expect((await mutate('completeProviderSignIn', swapped)).__typename).toBe(
      'ProviderFlowInvalid',
    );
    expect((await mutate('completeProviderSignIn', theirs)).__typename).toBe('SignInSuccess');
    expect((await mutate('completeProviderSignIn', theirs)).__typename).toBe('ProviderFlowInvalid');
  });

  test('sends nobody to an address that is not set', async () => {
    const redirectUri = `${REDIRECT_URI}.evil.example/`;
    const input = { provider: 'provider', redirectUri };
    expect((await mutate('beginProviderSignIn', input)).__typename).toBe('InvalidInput');
  });
});
