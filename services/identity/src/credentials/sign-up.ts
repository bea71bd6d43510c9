import { type RequestContext, validateInput } from '@causeway/subgraph-kit';
import { z } from 'zod';
import { equalsEmail, newPasswordField, PASSWORD_IS_EMAIL } from '../passwords/password-policy.ts';
import { CUSTOMER } from '../roles/role.ts';
import { logSecurityEvent } from '../security-events.ts';
import { deviceField } from '../sessions/device.ts';
import type { SessionGrant } from '../sessions/session.ts';
import { displayNameField } from '../users/display-name.ts';
import { emailField } from '../users/email-address.ts';
import type { CredentialsParts, Invalid } from './credentials-parts.ts';

const signUpInput = z
  .object({
    email: emailField,
    password: newPasswordField,
    displayName: displayNameField,
    device: deviceField,
  })
  .refine(({ email, password }) => !equalsEmail(password, email.normalized), {
    path: ['password'],
    message: PASSWORD_IS_EMAIL,
  });

export type SignUpOutcome =
  | { readonly kind: 'signed-up'; readonly session: SessionGrant }
  | { readonly kind: 'email-taken' }
  | Invalid;

/** Creates an account and signs it in. Throws SERVICE_UNAVAILABLE when too many are at it. */
export type SignUp = (request: RequestContext, input: unknown) => Promise<SignUpOutcome>;

export function createSignUp({ store, hasher, sessions, now }: CredentialsParts): SignUp {
  return async ({ logger, signal }, input) => {
    const validation = validateInput(signUpInput, input);
    if (validation.kind === 'invalid') return validation;
    const { email, password, displayName, device } = validation.value;

    // First, so that an answer takes the same time whether the address is taken or not.
    const passwordHash = await hasher.hash(password, signal);
    const account = {
      email,
      displayName,
      passwordHash,
      role: CUSTOMER,
      createdAt: now(),
    } as const;
    const user = await store.createUser(account);
    if (user === null) {
      logSecurityEvent(logger, { event: 'sign_up_refused', reason: 'email_taken' });
      return { kind: 'email-taken' };
    }

    const session = await sessions.start(user, { provenBy: { passwordHash }, device });
    if (session === null) throw new Error('The password of a new account changed by itself.');
    const { sessionId } = session;
    logSecurityEvent(logger, { event: 'signed_up', userId: user.id, sessionId });
    return { kind: 'signed-up', session };
  };
}
