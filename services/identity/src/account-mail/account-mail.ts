import {
  type InvalidInput,
  invalidInput,
  type RequestContext,
  requireUser,
  validateInput,
} from '@causeway/subgraph-kit';
import { z } from 'zod';
import { addMs, type Clock } from '../clock.ts';
import type { CredentialsStore } from '../credentials/credentials-store.ts';
import type { SignInAttempts } from '../credentials/sign-in-attempts.ts';
import type { PasswordHasher } from '../passwords/password-hasher.ts';
import { equalsEmail, newPasswordField, PASSWORD_IS_EMAIL } from '../passwords/password-policy.ts';
import { logSecurityEvent } from '../security-events.ts';
import { emailField } from '../users/email-address.ts';
import { accountGone } from '../users/users.ts';
import type { AccountMailStore } from './account-mail-store.ts';
import { hashAccountToken, isAccountToken } from './account-token.ts';

/** An address is sent no more than one mail of a kind within this. */
const MAIL_INTERVAL_MS = 60_000;

const tokenField = z.string().refine(isAccountToken, 'is not a token of a mail');
const requestResetInput = z.object({ email: emailField });
const verifyInput = z.object({ token: tokenField });
const resetInput = z.object({ token: tokenField, newPassword: newPasswordField });

interface Invalid {
  readonly kind: 'invalid';
  readonly failure: InvalidInput;
}

export type RequestResetOutcome = { readonly kind: 'requested' } | Invalid;
export type VerifyEmailOutcome = { readonly kind: 'verified' | 'token-invalid' } | Invalid;
export type ResetPasswordOutcome =
  | { readonly kind: 'reset'; readonly endedSessions: number }
  | { readonly kind: 'token-invalid' }
  | Invalid;

export interface AccountMail {
  /** Has the caller sent a mail to verify their address. Throws UNAUTHENTICATED. */
  requestVerification(request: RequestContext): Promise<void>;
  /** The same work and the same answer, whether an account has the address or not. */
  requestReset(request: RequestContext, input: unknown): Promise<RequestResetOutcome>;
  verifyEmail(request: RequestContext, input: unknown): Promise<VerifyEmailOutcome>;
  /** Sets the password and ends all sessions. Throws SERVICE_UNAVAILABLE when too many are at it. */
  resetPassword(request: RequestContext, input: unknown): Promise<ResetPasswordOutcome>;
}

export function createAccountMail(parts: {
  store: AccountMailStore;
  credentials: CredentialsStore;
  hasher: PasswordHasher;
  attempts: SignInAttempts;
  now: Clock;
}): AccountMail {
  const { store, credentials, hasher, attempts, now } = parts;
  const times = () => ({ now: now(), notSince: addMs(now(), -MAIL_INTERVAL_MS) });
  return {
    async requestVerification({ principal }) {
      const found = await credentials.findByUserId(requireUser(principal).userId);
      if (found === null) throw accountGone();
      const { emailNormalized } = found;
      await store.request({ kind: 'verify-email', emailNormalized, ...times() });
    },

    async requestReset(_request, input) {
      const validation = validateInput(requestResetInput, input);
      if (validation.kind === 'invalid') return validation;
      const { normalized: emailNormalized } = validation.value.email;
      await store.request({ kind: 'reset-password', emailNormalized, ...times() });
      return { kind: 'requested' };
    },

    async verifyEmail(_request, input) {
      const validation = validateInput(verifyInput, input);
      if (validation.kind === 'invalid') return validation;
      const tokenHash = hashAccountToken(validation.value.token);
      const isVerified = await store.verifyEmail({ tokenHash, now: now() });
      return { kind: isVerified ? 'verified' : 'token-invalid' };
    },

    async resetPassword({ logger, signal }, input) {
      const validation = validateInput(resetInput, input);
      if (validation.kind === 'invalid') return validation;
      const { token, newPassword } = validation.value;
      const tokenHash = hashAccountToken(token);
      // Before the work of hashing, which is not for everybody to ask for.
      const address = await store.findAddress('reset-password', { tokenHash, now: now() });
      if (address === null) return { kind: 'token-invalid' };
      if (equalsEmail(newPassword, address)) {
        const field = { path: ['newPassword'], message: PASSWORD_IS_EMAIL };
        return { kind: 'invalid', failure: invalidInput([field]) };
      }
      const passwordHash = await hasher.hash(newPassword, signal);
      const reset = await store.resetPassword({ tokenHash, now: now() }, passwordHash);
      if (reset === null) return { kind: 'token-invalid' };
      const { userId, emailNormalized, endedSessions } = reset;
      await attempts.succeed(emailNormalized);
      logSecurityEvent(logger, { event: 'password_reset', userId, endedSessions });
      if (reset.tookSecondFactorOff)
        logSecurityEvent(logger, { event: 'second_factor_off', userId });
      return { kind: 'reset', endedSessions };
    },
  };
}
