import type { Resolvers } from '../generated/resolvers.ts';
import { toSecondFactorRequired } from '../second-factor/second-factor-resolvers.ts';
import { type ChangePasswordOutcome, createChangePassword } from './change-password.ts';
import type { CredentialsParts } from './credentials-parts.ts';
import { createSignIn, type SignInOutcome } from './sign-in.ts';
import { createSignUp, type SignUpOutcome } from './sign-up.ts';

/** `signUp`, `signIn`, `changePassword`. */
export function createCredentialsResolvers(parts: CredentialsParts): Pick<Resolvers, 'Mutation'> {
  const signUp = createSignUp(parts);
  const signIn = createSignIn(parts);
  const changePassword = createChangePassword(parts);
  return {
    Mutation: {
      signUp: async (_root, { input }, context) => toSignUpResult(await signUp(context, input)),
      signIn: async (_root, { input }, context) => toSignInResult(await signIn(context, input)),
      changePassword: async (_root, { input }, context) =>
        toChangePasswordResult(await changePassword(context, input)),
    },
  };
}

function toSignUpResult(outcome: SignUpOutcome) {
  switch (outcome.kind) {
    case 'signed-up':
      return { __typename: 'SignUpSuccess', session: outcome.session } as const;
    case 'invalid':
      return outcome.failure;
    case 'email-taken':
      return {
        __typename: 'EmailTaken',
        message: 'Another account has this e-mail address.',
      } as const;
  }
}

function toSignInResult(outcome: SignInOutcome) {
  switch (outcome.kind) {
    case 'signed-in':
      return { __typename: 'SignInSuccess', session: outcome.session } as const;
    case 'invalid':
      return outcome.failure;
    case 'second-factor':
      return toSecondFactorRequired(outcome);
    case 'invalid-credentials':
      return {
        __typename: 'InvalidCredentials',
        message: 'No account has this e-mail address and this password.',
      } as const;
    case 'too-many-attempts':
      return toTooManyAttempts(outcome);
  }
}

function toChangePasswordResult(outcome: ChangePasswordOutcome) {
  switch (outcome.kind) {
    case 'changed':
      return {
        __typename: 'ChangePasswordSuccess',
        endedSessions: outcome.endedSessions,
      } as const;
    case 'invalid':
      return outcome.failure;
    case 'wrong-password':
      return {
        __typename: 'WrongPassword',
        message: 'The current password is not the one given.',
      } as const;
    case 'too-many-attempts':
      return toTooManyAttempts(outcome);
  }
}

function toTooManyAttempts({ retryAfterSeconds }: { readonly retryAfterSeconds: number }) {
  const message = `Too many passwords for this address were wrong. Try again in ${retryAfterSeconds} s.`;
  return { __typename: 'TooManyAttempts', message, retryAfterSeconds } as const;
}
