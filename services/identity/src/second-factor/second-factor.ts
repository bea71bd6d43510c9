import { type RequestContext, requireUser } from '@causeway/subgraph-kit';
import { addMs, type Clock } from '../clock.ts';
import type { CredentialsStore } from '../credentials/credentials-store.ts';
import type { SignInAttempts } from '../credentials/sign-in-attempts.ts';
import type { PasswordHasher } from '../passwords/password-hasher.ts';
import type { LinkedIdentitiesStore } from '../providers/linked-identities-store.ts';
import { logSecurityEvent } from '../security-events.ts';
import { isFreshSession } from '../sessions/fresh-session.ts';
import type { SessionGrant } from '../sessions/session.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Sealer } from '../signing-keys/seal-key.ts';
import { accountGone } from '../users/users.ts';
import {
  createChallengeToken,
  createRecoveryCodes,
  hashChallengeToken,
  hashRecoveryCode,
} from './one-time-secrets.ts';
import type { Challenge, SecondFactorStore } from './second-factor-store.ts';
import { createTotpSecret, findTotpStep, totpUri } from './totp.ts';

/** Long enough to find the telephone. */
const CHALLENGE_MS = 5 * 60_000;
/** Longer is neither a code nor a password. */
const MOST_CHARACTERS = 512;

/** A sign-in that goes on with `completeSignIn`. */
export interface SecondFactorAsked {
  readonly kind: 'second-factor';
  readonly token: string;
  readonly expiresAt: Date;
}

export type CodeRefusal =
  | { readonly kind: 'wrong-code' }
  | { readonly kind: 'too-many-attempts'; readonly retryAfterSeconds: number };

interface StaleSession {
  readonly kind: 'stale-session';
}

export interface SecondFactorParts {
  readonly store: SecondFactorStore;
  readonly credentials: CredentialsStore;
  readonly sessions: Sessions;
  readonly hasher: PasswordHasher;
  readonly attempts: SignInAttempts;
  readonly sealer: Sealer;
  readonly ownSessions: Pick<LinkedIdentitiesStore, 'findSession'>;
  readonly now: Clock;
}

/** The second factor of an account. What is about the caller throws UNAUTHENTICATED. */
export interface SecondFactor {
  /** Makes a secret for the caller's authenticator, in a session that has just begun. */
  begin(
    request: RequestContext,
  ): Promise<
    { kind: 'begun'; secret: string; uri: string } | { kind: 'already-on' } | StaleSession
  >;
  /** Has the secret count, by a code of it. */
  confirm(
    request: RequestContext,
    code: string,
  ): Promise<{ kind: 'confirmed'; recoveryCodes: readonly string[] } | CodeRefusal | StaleSession>;
  disable(
    request: RequestContext,
    input: { password: string; code: string },
  ): Promise<{ kind: 'disabled' } | { kind: 'wrong-password' } | CodeRefusal>;
  /** A token to complete the sign-in with; null when the account has no second factor. */
  challenge(challenge: Challenge): Promise<SecondFactorAsked | null>;
  completeSignIn(
    request: RequestContext,
    input: { challengeToken: string; code: string },
  ): Promise<{ kind: 'signed-in'; session: SessionGrant } | { kind: 'over' } | CodeRefusal>;
}

export function createSecondFactor(parts: SecondFactorParts): SecondFactor {
  const { store, credentials, sessions, hasher, attempts, sealer, ownSessions, now } = parts;

  async function isStale(sessionId: string): Promise<boolean> {
    const session = await ownSessions.findSession(sessionId);
    return session === null || !isFreshSession(session, now());
  }

  /** Null when the code is right, and used up. What is tried counts for the account, whoever tries. */
  async function refuseCode(userId: string, code: string): Promise<CodeRefusal | null> {
    const retryAfterSeconds = await attempts.begin(attemptsKey(userId));
    if (retryAfterSeconds !== null) return { kind: 'too-many-attempts', retryAfterSeconds };
    if (code.length > MOST_CHARACTERS || !(await useCode(userId, code))) {
      return { kind: 'wrong-code' };
    }
    await attempts.succeed(attemptsKey(userId));
    return null;
  }

  async function useCode(userId: string, code: string): Promise<boolean> {
    const factor = await store.find(userId);
    if (factor === null || !factor.isConfirmed) return false;
    const step = findTotpStep(sealer.open(factor.sealedSecret, sealOf(userId)), code, now());
    if (step !== null) return store.useStep(userId, step);
    return store.useRecoveryCode(userId, hashRecoveryCode(code));
  }

  return {
    async begin({ principal }) {
      const { userId, sessionId } = requireUser(principal);
      if (await isStale(sessionId)) return { kind: 'stale-session' };
      const found = await credentials.findByUserId(userId);
      if (found === null) throw accountGone();
      const secret = createTotpSecret();
      const hasBegun = await store.begin(userId, sealer.seal(secret, sealOf(userId)));
      if (!hasBegun) return { kind: 'already-on' };
      return { kind: 'begun', secret, uri: totpUri(secret, found.user.email) };
    },

    async confirm({ principal, logger }, code) {
      const { userId, sessionId } = requireUser(principal);
      if (await isStale(sessionId)) return { kind: 'stale-session' };
      const factor = await store.find(userId);
      // Not counted: it would hold up the sign-ins of who has a factor.
      if (factor === null || factor.isConfirmed) return { kind: 'wrong-code' };
      const retryAfterSeconds = await attempts.begin(attemptsKey(userId));
      if (retryAfterSeconds !== null) return { kind: 'too-many-attempts', retryAfterSeconds };
      const { sealedSecret } = factor;
      const step = findTotpStep(sealer.open(sealedSecret, sealOf(userId)), code, now());
      if (step === null) return { kind: 'wrong-code' };
      const recoveryCodes = createRecoveryCodes();
      const codeHashes = recoveryCodes.map(hashRecoveryCode);
      const counted = { sealedSecret, step, now: now(), codeHashes };
      if (!(await store.confirm(userId, counted))) return { kind: 'wrong-code' };
      await attempts.succeed(attemptsKey(userId));
      logSecurityEvent(logger, { event: 'second_factor_on', userId });
      return { kind: 'confirmed', recoveryCodes };
    },

    async disable({ principal, logger, signal }, { password, code }) {
      const { userId } = requireUser(principal);
      const found = await credentials.findByUserId(userId);
      if (found === null) throw accountGone();
      const { passwordHash } = found;
      // Who signs in by a provider alone has none.
      if (passwordHash !== null) {
        const waitSeconds = await attempts.begin(found.emailNormalized);
        if (waitSeconds !== null) {
          return { kind: 'too-many-attempts', retryAfterSeconds: waitSeconds };
        }
        const isRight =
          password.length <= MOST_CHARACTERS &&
          (await hasher.verify(passwordHash, password, signal));
        if (!isRight) return { kind: 'wrong-password' };
        await attempts.succeed(found.emailNormalized);
      }
      const refusal = await refuseCode(userId, code);
      if (refusal !== null) return refusal;
      await store.remove(userId);
      logSecurityEvent(logger, { event: 'second_factor_off', userId });
      return { kind: 'disabled' };
    },

    async challenge(challenge) {
      const factor = await store.find(challenge.userId);
      if (factor === null || !factor.isConfirmed) return null;
      const token = createChallengeToken();
      const expiresAt = addMs(now(), CHALLENGE_MS);
      await store.createChallenge(hashChallengeToken(token), { ...challenge, expiresAt });
      return { kind: 'second-factor', token, expiresAt };
    },

    async completeSignIn({ logger }, { challengeToken, code }) {
      const tokenHash = hashChallengeToken(challengeToken);
      const challenge = await store.findChallenge(tokenHash, now());
      if (challenge === null) return { kind: 'over' };
      const { userId, provenBy, device } = challenge;
      const refusal = await refuseCode(userId, code);
      if (refusal !== null) {
        logSecurityEvent(logger, { event: 'second_factor_failed', userId });
        return refusal;
      }
      const found = await credentials.findByUserId(userId);
      if (found === null || !(await store.useChallenge(tokenHash))) return { kind: 'over' };
      const session = await sessions.start(found.user, { provenBy, device });
      // The password was changed, or the provider unlinked, meanwhile.
      if (session === null) return { kind: 'over' };
      const { sessionId } = session;
      logSecurityEvent(logger, { event: 'sign_in_succeeded', userId, sessionId });
      return { kind: 'signed-in', session };
    },
  };
}

const attemptsKey = (userId: string) => `second-factor ${userId}`;
const sealOf = (userId: string) => `second-factor ${userId}`;
