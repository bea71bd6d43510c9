import { findInData } from './find-in-data.ts';

/** What a sign-in gives: a short-lived access token and the refresh token that renews it. */
export interface SessionTokens {
  accessToken: string;
  refreshToken: string;
}

/** @returns the first pair of tokens in a response's data, or null. */
export function findTokens(data: unknown): SessionTokens | null {
  return findInData(data, ({ accessToken, refreshToken }) =>
    typeof accessToken === 'string' && typeof refreshToken === 'string'
      ? { accessToken, refreshToken }
      : null,
  );
}

/**
 * Reads when an access token ends, without trusting it: the gateway verifies it, the page only
 * wants to renew it in time.
 * @returns milliseconds since the epoch, or null when the token does not say.
 */
export function expiryOf(accessToken: string): number | null {
  try {
    const claims = accessToken.split('.')[1] ?? '';
    const json = atob(claims.replaceAll('-', '+').replaceAll('_', '/'));
    const { exp } = JSON.parse(json) as { exp?: unknown };
    return typeof exp === 'number' ? exp * 1000 : null;
  } catch {
    return null;
  }
}
