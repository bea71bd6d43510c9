import type { Logger } from '@causeway/subgraph-kit';
import type { AccessAction, AccessChange } from './roles/access-change.ts';

/**
 * What an auditor or an alarm looks for. Ids only: no token, no password, and no e-mail address, in
 * whose field people type their passwords too.
 */
export type SecurityEvent =
  | {
      event: 'signed_up' | 'sign_in_succeeded';
      userId: string;
      sessionId: string;
      /** Of who signed in with one. */
      provider?: string;
    }
  | { event: 'provider_linked' | 'provider_unlinked'; userId: string; provider: string }
  | { event: 'provider_callback_refused'; provider: string; reason: string }
  | { event: 'sign_up_refused'; reason: 'email_taken' }
  | { event: 'sign_in_failed'; reason: 'unknown_email' }
  | { event: 'sign_in_failed'; reason: 'wrong_password'; userId: string }
  | { event: 'sign_in_held_up'; retryAfterSeconds: number }
  | { event: 'refresh_token_reused'; userId: string; sessionId: string }
  | { event: 'signed_out' | 'sessions_revoked'; userId: string; endedSessions: number }
  | { event: 'password_changed' | 'password_reset'; userId: string; endedSessions: number }
  | { event: 'second_factor_on' | 'second_factor_off' | 'second_factor_failed'; userId: string }
  | { event: 'password_change_failed'; userId: string }
  | {
      event:
        | 'service_account_created'
        | 'service_account_secret_added'
        | 'service_account_secret_revoked'
        | 'service_account_deleted';
      actorId: string;
      clientId: string;
      scopes: readonly string[];
    }
  /** `clientId` is null where there is no such client. */
  | { event: 'client_authentication_failed'; clientId: string | null }
  | { event: 'client_held_up'; clientId: string | null; retryAfterSeconds: number }
  | {
      event: Lowercase<AccessAction>;
      actorId: string;
      userId?: string;
      role?: string;
      permission?: string;
    };

const WORTH_AN_ALARM: ReadonlySet<SecurityEvent['event']> = new Set([
  'sign_up_refused',
  'sign_in_failed',
  'sign_in_held_up',
  'client_authentication_failed',
  'client_held_up',
  'provider_callback_refused',
  'password_change_failed',
  'second_factor_failed',
  'refresh_token_reused',
]);

/** Writes the event with the request's id, at level `warn` when it may be an attack. */
export function logSecurityEvent(logger: Logger, event: SecurityEvent): void {
  const level = WORTH_AN_ALARM.has(event.event) ? 'warn' : 'info';
  logger[level]({ security: event }, event.event.replaceAll('_', ' '));
}

/** Writes that someone changed who may do what. */
export function logAccessChange(logger: Logger, actorId: string, change: AccessChange): void {
  const { action, userId, roleName, permissionName } = change;
  logSecurityEvent(logger, {
    event: action.toLowerCase() as Lowercase<AccessAction>,
    actorId,
    ...(userId !== undefined && { userId }),
    ...(roleName !== undefined && { role: roleName }),
    ...(permissionName !== undefined && { permission: permissionName }),
  });
}
