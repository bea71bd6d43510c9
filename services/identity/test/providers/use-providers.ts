import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Principal } from '@causeway/subgraph-kit';
import { startOpenidProvider, type TestProvider } from '@causeway/test-kit';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type TestService, type TestSubgraph, useIdentity } from '../use-identity.ts';

const FAILURE = `__typename ... on Failure { message } ... on InvalidInput { fields { path message } }`;
const FLOW = 'flow { authorizationUrl flowToken expiresAt }';
const OPERATIONS = {
  beginProviderSignIn: `mutation ($input: BeginProviderFlowInput!) {
    beginProviderSignIn(input: $input) { ${FAILURE} ... on BeginProviderSignInSuccess { ${FLOW} } }
  }`,
  beginProviderLink: `mutation ($input: BeginProviderFlowInput!) {
    beginProviderLink(input: $input) { ${FAILURE} ... on BeginProviderLinkSuccess { ${FLOW} } }
  }`,
  completeProviderSignIn: `mutation ($input: CompleteProviderFlowInput!) {
    completeProviderSignIn(input: $input) {
      ${FAILURE}
      ... on SignInSuccess { session { accessToken user { id email emailVerifiedAt displayName } } }
    }
  }`,
  completeProviderLink: `mutation ($input: CompleteProviderFlowInput!) {
    completeProviderLink(input: $input) {
      ${FAILURE}
      ... on CompleteProviderLinkSuccess { user { id emailVerifiedAt linkedProviders { provider email } } }
    }
  }`,
  unlinkProvider: `mutation ($input: UnlinkProviderInput!) {
    unlinkProvider(input: $input) {
      __typename
      ... on UnlinkProviderSuccess { user { linkedProviders { provider } } }
    }
  }`,
} as const;

type ProviderName = 'one' | 'other';

export interface Flow {
  readonly authorizationUrl: string;
  readonly flowToken: string;
}

/** What a client sends to complete a flow. */
export interface Return {
  readonly flowToken: string;
  readonly callbackUrl: string;
}

export interface ProvidersTest extends Record<ProviderName, TestProvider> {
  readonly identity: TestService;
  /** identity, with both providers in its settings. */
  readonly subgraph: TestSubgraph;
  /** Sends one of the mutations, and returns its result. */
  mutate(
    field: keyof typeof OPERATIONS,
    input: object,
    principal?: Principal,
    // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asked for
  ): Promise<any>;
  /** Begins a sign-in, or a linking if a principal is given. Throws unless it is begun. */
  begin(provider: ProviderName, principal?: Principal): Promise<Flow>;
  /** The same, and goes to the provider and back. */
  visit(provider: ProviderName, principal?: Principal): Promise<Return>;
}

export const REDIRECT_URIS = {
  one: 'https://shop.test/sign-in/one',
  other: 'https://shop.test/sign-in/other',
} as const;

/** identity with two OpenID providers, for the tests of one file. */
export function useProviders(): () => ProvidersTest {
  const identity = useIdentity();
  const folder = mkdtempSync(join(tmpdir(), 'causeway-providers-'));
  let running: (ProvidersTest & AsyncDisposable) | undefined;
  beforeAll(async () => {
    running = await start(identity(), folder);
  });
  beforeEach(() => {
    for (const provider of [running?.one, running?.other]) {
      provider?.instead.clear();
      if (provider !== undefined) provider.consent = 'given';
    }
  });
  afterAll(async () => {
    await running?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });
  return () => {
    if (running === undefined) throw new Error('The providers run only inside tests.');
    return running;
  };
}

async function start(
  identity: TestService,
  folder: string,
): Promise<ProvidersTest & AsyncDisposable> {
  const one = await startOpenidProvider(REDIRECT_URIS.one);
  const other = await startOpenidProvider(REDIRECT_URIS.other);
  const file = join(folder, 'providers.json');
  const providers = { one: one.settings, other: other.settings };
  writeFileSync(file, JSON.stringify({ providers }));
  const subgraph = await identity.startAnother({ OIDC_PROVIDERS_FILE: file });

  const mutate: ProvidersTest['mutate'] = async (field, input, principal) =>
    (await subgraph.read(OPERATIONS[field], { input }, principal))[field];

  async function begin(provider: ProviderName, principal?: Principal): Promise<Flow> {
    const field = principal === undefined ? 'beginProviderSignIn' : 'beginProviderLink';
    const input = { provider, redirectUri: REDIRECT_URIS[provider] };
    const result = await mutate(field, input, principal);
    if (result.flow === undefined) throw new Error(`not begun: ${JSON.stringify(result)}`);
    return result.flow;
  }

  return {
    ...{ identity, subgraph, one, other, mutate, begin },
    async visit(provider, principal) {
      const { authorizationUrl, flowToken } = await begin(provider, principal);
      const openid = provider === 'one' ? one : other;
      return { flowToken, callbackUrl: await openid.visit(authorizationUrl) };
    },
    async [Symbol.asyncDispose]() {
      await subgraph.close();
      await Promise.all([one.close(), other.close()]);
    },
  };
}
