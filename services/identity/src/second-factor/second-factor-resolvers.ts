import type { Resolvers } from '../generated/resolvers.ts';
import { STALE_SESSION } from '../sessions/stale-session.ts';
import type { CodeRefusal, SecondFactor, SecondFactorAsked } from './second-factor.ts';

/** What turns the second factor on and off, and completes a sign-in with it. */
export function createSecondFactorResolvers(factor: SecondFactor): Pick<Resolvers, 'Mutation'> {
  return {
    Mutation: {
      async beginSecondFactor(_root, _args, context) {
        const begun = await factor.begin(context);
        switch (begun.kind) {
          case 'begun':
            return { __typename: 'BeginSecondFactorSuccess', secret: begun.secret, uri: begun.uri };
          case 'already-on':
            return {
              __typename: 'SecondFactorAlreadyOn',
              message: 'There is a second factor already.',
            };
          case 'stale-session':
            return STALE_SESSION;
        }
      },
      async confirmSecondFactor(_root, { input }, context) {
        const outcome = await factor.confirm(context, input.code);
        if (outcome.kind === 'stale-session') return STALE_SESSION;
        if (outcome.kind !== 'confirmed') return toRefusal(outcome);
        const { recoveryCodes } = outcome;
        return { __typename: 'ConfirmSecondFactorSuccess', recoveryCodes };
      },
      async disableSecondFactor(_root, { input }, context) {
        const outcome = await factor.disable(context, input);
        if (outcome.kind === 'disabled') {
          return { __typename: 'DisableSecondFactorSuccess', isDisabled: true };
        }
        return outcome.kind === 'wrong-password'
          ? { __typename: 'WrongPassword', message: 'The password is not the one given.' }
          : toRefusal(outcome);
      },
      async completeSignIn(_root, { input }, context) {
        const outcome = await factor.completeSignIn(context, input);
        if (outcome.kind === 'signed-in') {
          return { __typename: 'SignInSuccess', session: outcome.session };
        }
        return outcome.kind === 'over'
          ? { __typename: 'ChallengeInvalid', message: 'This sign-in is over. Begin again.' }
          : toRefusal(outcome);
      },
    },
  };
}

function toRefusal(refusal: CodeRefusal) {
  switch (refusal.kind) {
    case 'wrong-code':
      return {
        __typename: 'SecondFactorCodeWrong',
        message: 'The code is wrong, or was used before.',
      } as const;
    case 'too-many-attempts': {
      const { retryAfterSeconds } = refusal;
      const message = `Too many codes were wrong. Try again in ${retryAfterSeconds} s.`;
      return { __typename: 'TooManyAttempts', message, retryAfterSeconds } as const;
    }
  }
}

/** What the first step of a sign-in answers. */
export function toSecondFactorRequired({ token, expiresAt }: SecondFactorAsked) {
  return { __typename: 'SecondFactorRequired', challengeToken: token, expiresAt } as const;
}
