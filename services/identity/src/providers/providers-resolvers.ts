import type { Resolvers } from '../generated/resolvers.ts';
import type { IdentityContext } from '../identity-context.ts';
import { toSecondFactorRequired } from '../second-factor/second-factor-resolvers.ts';
import { STALE_SESSION } from '../sessions/stale-session.ts';
import { loadUserView } from '../users/load-user-view.ts';
import { accountGone } from '../users/users.ts';
import type { BeginFlowOutcome, FlowFailure } from './provider-flows.ts';
import type {
  BeginLinkOutcome,
  CompleteLinkOutcome,
  ProviderLinks,
  UnlinkOutcome,
} from './provider-links.ts';
import type { ProviderSettings } from './provider-settings.ts';
import type { ProviderSignIn, ProviderSignInOutcome } from './provider-sign-in.ts';

/** Signing in with providers, and what a user has linked. */
export interface Providers {
  readonly settings: readonly ProviderSettings[];
  readonly signIn: ProviderSignIn;
  readonly links: ProviderLinks;
}

const PROVIDER_UNAVAILABLE = {
  __typename: 'ProviderUnavailable',
  message: 'The provider does not answer as it should. Try again, or sign in another way.',
} as const;

/** `signInProviders`, and the mutations that sign in with a provider, link and unlink one. */
export function createProvidersResolvers({
  settings,
  signIn,
  links,
}: Providers): Pick<Resolvers, 'Query' | 'Mutation'> {
  return {
    Query: { signInProviders: () => settings.map(({ id, name }) => ({ id, name })) },
    Mutation: {
      beginProviderSignIn: async (_root, { input }, context) =>
        toBeginSignInResult(await signIn.begin(context, input)),
      completeProviderSignIn: async (_root, { input }, context) =>
        toSignInResult(await signIn.complete(context, input)),
      beginProviderLink: async (_root, { input }, context) =>
        toBeginLinkResult(await links.begin(context, input)),
      completeProviderLink: async (_root, { input }, context) =>
        toLinkResult(await links.complete(context, input), context),
      unlinkProvider: async (_root, { input }, context) =>
        toUnlinkResult(await links.unlink(context, input.provider), context),
    },
  };
}

function toBeginSignInResult(outcome: BeginFlowOutcome) {
  switch (outcome.kind) {
    case 'begun':
      return { __typename: 'BeginProviderSignInSuccess', flow: outcome.flow } as const;
    case 'invalid':
      return outcome.failure;
    case 'unavailable':
      return PROVIDER_UNAVAILABLE;
  }
}

function toSignInResult(outcome: ProviderSignInOutcome) {
  switch (outcome.kind) {
    case 'signed-in':
      return { __typename: 'SignInSuccess', session: outcome.session } as const;
    case 'second-factor':
      return toSecondFactorRequired(outcome);
    case 'email-unverified':
      return {
        __typename: 'ProviderEmailUnverified',
        message: 'The provider has not verified an e-mail address of yours.',
      } as const;
    case 'account-exists':
      return {
        __typename: 'AccountExists',
        message: 'An account has this e-mail address. Sign in to it, then link the provider.',
      } as const;
    default:
      return toFlowFailure(outcome);
  }
}

function toBeginLinkResult(outcome: BeginLinkOutcome) {
  switch (outcome.kind) {
    case 'begun':
      return { __typename: 'BeginProviderLinkSuccess', flow: outcome.flow } as const;
    case 'stale-session':
      return STALE_SESSION;
    case 'invalid':
      return outcome.failure;
    case 'unavailable':
      return PROVIDER_UNAVAILABLE;
  }
}

async function toLinkResult(outcome: CompleteLinkOutcome, context: IdentityContext) {
  switch (outcome.kind) {
    case 'linked':
      return {
        __typename: 'CompleteProviderLinkSuccess',
        user: await reloadUser(outcome.userId, context),
      } as const;
    case 'stale-session':
      return STALE_SESSION;
    case 'email-mismatch':
      return {
        __typename: 'ProviderEmailMismatch',
        message: 'The provider has not verified that the e-mail address of the account is yours.',
      } as const;
    case 'taken':
      return {
        __typename: 'ProviderAlreadyLinked',
        message: 'This is linked to another account, or the account to another of the provider.',
      } as const;
    default:
      return toFlowFailure(outcome);
  }
}

async function toUnlinkResult(outcome: UnlinkOutcome, context: IdentityContext) {
  switch (outcome.kind) {
    case 'unlinked':
      return {
        __typename: 'UnlinkProviderSuccess',
        user: await reloadUser(outcome.userId, context),
      } as const;
    case 'not-linked':
      return {
        __typename: 'ProviderNotLinked',
        message: 'The provider is not linked to the account.',
      } as const;
    case 'only-way':
      return {
        __typename: 'OnlyWayToSignIn',
        message: 'There is no other way to sign in to the account.',
      } as const;
  }
}

function toFlowFailure(failure: FlowFailure) {
  switch (failure.kind) {
    case 'invalid':
      return failure.failure;
    case 'unavailable':
      return PROVIDER_UNAVAILABLE;
    case 'denied':
      return {
        __typename: 'ProviderDenied',
        message: 'The provider was not allowed to say who you are.',
      } as const;
    case 'flow-invalid':
      return {
        __typename: 'ProviderFlowInvalid',
        message: 'This sign-in is over, or the address is not the answer to it. Begin again.',
      } as const;
  }
}

async function reloadUser(userId: string, context: IdentityContext) {
  context.loaders.linkedIdentitiesByUserId.clear(userId);
  context.loaders.userById.clear(userId);
  const user = await loadUserView(userId, context);
  if (user === null) throw accountGone();
  return user;
}
