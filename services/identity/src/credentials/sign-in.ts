import { type RequestContext, validateInput } from '@causeway/subgraph-kit';
import { z } from 'zod';
import { passwordField } from '../passwords/password-policy.ts';
import type { SecondFactorAsked } from '../second-factor/second-factor.ts';
import { logSecurityEvent, type SecurityEvent } from '../security-events.ts';
import { deviceField } from '../sessions/device.ts';
import type { SessionGrant } from '../sessions/session.ts';
import { type EmailAddress, emailField } from '../users/email-address.ts';
import type { CredentialsParts, Invalid } from './credentials-parts.ts';

const signInInput = z.object({ email: emailField, password: passwordField, device: deviceField });

export type SignInOutcome =
  | { readonly kind: 'signed-in'; readonly session: SessionGrant }
  | SecondFactorAsked
  | { readonly kind: 'invalid-credentials' }
  | { readonly kind: 'too-many-attempts'; readonly retryAfterSeconds: number }
  | Invalid;

/** Starts a session. Throws SERVICE_UNAVAILABLE when too many are at it. */
export type SignIn = (request: RequestContext, input: unknown) => Promise<SignInOutcome>;

/**
 * Makes sign-in. An address that no account has costs the same work as a wrong password, and is held up
 * as one is, so that neither the answer nor its time tells which it was.
 */
export function createSignIn(parts: CredentialsParts): SignIn {
  return async (request, input) => {
    const validation = validateInput(signInInput, input);
    if (validation.kind === 'invalid') return validation;
    const attempt = { ...validation.value, signal: request.signal };
    const { normalized } = attempt.email;

    const retryAfterSeconds = await parts.attempts.begin(normalized);
    if (retryAfterSeconds !== null) {
      logSecurityEvent(request.logger, { event: 'sign_in_held_up', retryAfterSeconds });
      return { kind: 'too-many-attempts', retryAfterSeconds };
    }
    const first = await trySignIn(parts, attempt);
    // A sign-in elsewhere may have renewed the hash (or the password was changed): look once more.
    const result = first.kind === 'overtaken' ? await trySignIn(parts, attempt) : first;
    if (result.kind === 'signed-in') {
      await parts.attempts.succeed(normalized);
      const { sessionId, user } = result.session;
      logSecurityEvent(request.logger, { event: 'sign_in_succeeded', userId: user.id, sessionId });
      return result;
    }
    if (result.kind === 'second-factor') {
      // Wrong codes are counted for themselves.
      await parts.attempts.succeed(normalized);
      return result;
    }
    logSecurityEvent(request.logger, describeFailure(result));
    return { kind: 'invalid-credentials' };
  };
}

interface Attempt {
  readonly email: EmailAddress;
  readonly password: string;
  readonly device: string | null;
  readonly signal: AbortSignal;
}

type AttemptResult =
  | { readonly kind: 'signed-in'; readonly session: SessionGrant }
  | SecondFactorAsked
  | { readonly kind: 'unknown-email' }
  | { readonly kind: 'wrong-password' | 'overtaken'; readonly userId: string };

async function trySignIn(
  { store, hasher, sessions, secondFactor }: CredentialsParts,
  { email, password, device, signal }: Attempt,
): Promise<AttemptResult> {
  const credentials = await store.findByEmail(email.normalized);
  if (credentials === null) {
    await hasher.verifyNobody(password, signal);
    return { kind: 'unknown-email' };
  }
  const { user, passwordHash } = credentials;
  if (passwordHash === null) {
    await hasher.verifyNobody(password, signal);
    return { kind: 'wrong-password', userId: user.id };
  }
  if (!(await hasher.verify(passwordHash, password, signal))) {
    return { kind: 'wrong-password', userId: user.id };
  }
  const provenBy = { passwordHash };
  const challenge = await secondFactor.challenge({ userId: user.id, provenBy, device });
  if (challenge !== null) return challenge;
  const session = await sessions.start(user, { provenBy, device });
  if (session === null) return { kind: 'overtaken', userId: user.id };
  if (hasher.isOutdated(passwordHash)) {
    const renewed = await hasher.hash(password, signal);
    await store.replaceHash(user.id, { from: passwordHash, to: renewed });
  }
  return { kind: 'signed-in', session };
}

function describeFailure(
  result: Exclude<AttemptResult, { kind: 'signed-in' | 'second-factor' }>,
): SecurityEvent {
  return result.kind === 'unknown-email'
    ? { event: 'sign_in_failed', reason: 'unknown_email' }
    : { event: 'sign_in_failed', reason: 'wrong_password', userId: result.userId };
}
