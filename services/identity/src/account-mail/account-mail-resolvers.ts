import type { Resolvers } from '../generated/resolvers.ts';
import type { AccountMail, ResetPasswordOutcome, VerifyEmailOutcome } from './account-mail.ts';

const TOKEN_INVALID = {
  __typename: 'AccountTokenInvalid',
  message: 'This link, or another that was sent with it, was used before, or it has expired.',
} as const;

/** What is asked for, and answered, by mail. */
export function createAccountMailResolvers(mail: AccountMail): Pick<Resolvers, 'Mutation'> {
  return {
    Mutation: {
      async requestEmailVerification(_root, _args, context) {
        await mail.requestVerification(context);
        return { __typename: 'RequestEmailVerificationSuccess', isRequested: true };
      },
      async requestPasswordReset(_root, { input }, context) {
        const outcome = await mail.requestReset(context, input);
        if (outcome.kind === 'invalid') return outcome.failure;
        return { __typename: 'RequestPasswordResetSuccess', isRequested: true };
      },
      verifyEmail: async (_root, { input }, context) =>
        toVerifyResult(await mail.verifyEmail(context, input)),
      resetPassword: async (_root, { input }, context) =>
        toResetResult(await mail.resetPassword(context, input)),
    },
  };
}

function toVerifyResult(outcome: VerifyEmailOutcome) {
  switch (outcome.kind) {
    case 'verified':
      return { __typename: 'VerifyEmailSuccess', isVerified: true } as const;
    case 'invalid':
      return outcome.failure;
    case 'token-invalid':
      return TOKEN_INVALID;
  }
}

function toResetResult(outcome: ResetPasswordOutcome) {
  switch (outcome.kind) {
    case 'reset':
      return { __typename: 'ResetPasswordSuccess', endedSessions: outcome.endedSessions } as const;
    case 'invalid':
      return outcome.failure;
    case 'token-invalid':
      return TOKEN_INVALID;
  }
}
