import {
  invalidInput,
  type RequestContext,
  requireUser,
  validateInput,
} from '@causeway/subgraph-kit';
import { z } from 'zod';
import {
  equalsEmail,
  newPasswordField,
  PASSWORD_IS_EMAIL,
  passwordField,
} from '../passwords/password-policy.ts';
import { logSecurityEvent } from '../security-events.ts';
import { accountGone } from '../users/users.ts';
import type { CredentialsParts, Invalid } from './credentials-parts.ts';

const changePasswordInput = z
  .object({ currentPassword: passwordField, newPassword: newPasswordField })
  .refine(({ currentPassword, newPassword }) => newPassword !== currentPassword, {
    path: ['newPassword'],
    message: 'must differ from the current password',
  });

export type ChangePasswordOutcome =
  | { readonly kind: 'changed'; readonly endedSessions: number }
  | { readonly kind: 'wrong-password' }
  | { readonly kind: 'too-many-attempts'; readonly retryAfterSeconds: number }
  | Invalid;

/**
 * Changes the caller's password and ends their other sessions. Throws UNAUTHENTICATED, or
 * SERVICE_UNAVAILABLE when too many hashes are waiting.
 */
export type ChangePassword = (
  request: RequestContext,
  input: unknown,
) => Promise<ChangePasswordOutcome>;

export function createChangePassword({
  store,
  hasher,
  attempts,
  now,
}: CredentialsParts): ChangePassword {
  return async ({ principal, logger, signal }, input) => {
    const { userId, sessionId } = requireUser(principal);
    const validation = validateInput(changePasswordInput, input);
    if (validation.kind === 'invalid') return validation;
    const { currentPassword, newPassword } = validation.value;

    const credentials = await store.findByUserId(userId);
    if (credentials === null) throw accountGone();
    if (equalsEmail(newPassword, credentials.emailNormalized)) return newPasswordIsEmail();
    const { passwordHash, emailNormalized } = credentials;
    // As sign-ins are: who has found a token must not guess the password by it.
    const retryAfterSeconds = await attempts.begin(emailNormalized);
    if (retryAfterSeconds !== null) return { kind: 'too-many-attempts', retryAfterSeconds };
    const isRight =
      passwordHash === null
        ? await hasher.verifyNobody(currentPassword, signal)
        : await hasher.verify(passwordHash, currentPassword, signal);
    if (passwordHash === null || !isRight) {
      logSecurityEvent(logger, { event: 'password_change_failed', userId });
      return { kind: 'wrong-password' };
    }
    await attempts.succeed(emailNormalized);
    const change = {
      from: passwordHash,
      to: await hasher.hash(newPassword, signal),
      now: now(),
    };
    const endedSessions = await store.changePassword({ userId, sessionId }, change);
    // Null: another change came first, and what was verified is no longer the current password.
    if (endedSessions === null) return { kind: 'wrong-password' };
    logSecurityEvent(logger, { event: 'password_changed', userId, endedSessions });
    return { kind: 'changed', endedSessions };
  };
}

function newPasswordIsEmail(): Invalid {
  const field = { path: ['newPassword'], message: PASSWORD_IS_EMAIL };
  return { kind: 'invalid', failure: invalidInput([field]) };
}
