/** What a sign-in gives: a short-lived access token and the refresh token that renews it. */
export interface SessionTokens {
  accessToken: string;
  refreshToken: string;
}

/** Deep enough for `data.signIn.session.accessToken`, whatever the fields around it are called. */
const maximumDepth = 4;

/** @returns the first pair of tokens in a response's data, or null. */
export function findTokens(data: unknown, depth = 0): SessionTokens | null {
  if (typeof data !== 'object' || data === null || depth > maximumDepth) return null;
  const { accessToken, refreshToken } = data as Partial<Record<string, unknown>>;
  if (typeof accessToken === 'string' && typeof refreshToken === 'string') {
    return { accessToken, refreshToken };
  }
  for (const value of Object.values(data)) {
    const tokens = findTokens(value, depth + 1);
    if (tokens) return tokens;
  }
  return null;
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
