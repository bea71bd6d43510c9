import * as openid from 'openid-client';
import { ProviderUnreachableError } from './provider-fetch.ts';

/**
 * Why a provider did not say who somebody is:
 * - `denied`: the person did not consent;
 * - `refused`: the callback is not the answer to this sign-in, or the code in it is used up;
 * - `unavailable`: the provider is away, or does not do what it should.
 *
 * `reason` is for the log; it holds no secret.
 */
export type ProviderFailure =
  | { readonly kind: 'denied' }
  | { readonly kind: 'refused' | 'unavailable'; readonly reason: string };

/** Codes of openid-client for answers that are not what the specifications say. */
const NO_ANSWER: ReadonlySet<string> = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
  'OAUTH_HTTP_REQUEST_FORBIDDEN',
]);

/** Says what an error of openid-client means. Throws it again when it is our fault. */
export function explainProviderError(error: unknown): ProviderFailure {
  if (error instanceof openid.AuthorizationResponseError) return explainAnswer(error.error);
  if (error instanceof openid.ResponseBodyError) {
    // The code is used up, expired, or not ours; whatever else it says is about our settings.
    const kind = error.error === 'invalid_grant' ? 'refused' : 'unavailable';
    return { kind, reason: error.error };
  }
  if (error instanceof openid.WWWAuthenticateChallengeError) {
    return { kind: 'unavailable', reason: `the provider answered ${error.status}` };
  }
  if (error instanceof ProviderUnreachableError) {
    return { kind: 'unavailable', reason: error.message };
  }
  if (error instanceof openid.ClientError) {
    if (error.cause instanceof ProviderUnreachableError) return explainProviderError(error.cause);
    const { code = 'unknown' } = error;
    return { kind: NO_ANSWER.has(code) ? 'unavailable' : 'refused', reason: code };
  }
  throw error;
}

/** RFC 6749 §4.1.2.1. */
function explainAnswer(error: string): ProviderFailure {
  switch (error) {
    case 'access_denied':
      return { kind: 'denied' };
    case 'server_error':
    case 'temporarily_unavailable':
      return { kind: 'unavailable', reason: error };
    default:
      // It is text from outside.
      return { kind: 'refused', reason: error.slice(0, 40) };
  }
}
