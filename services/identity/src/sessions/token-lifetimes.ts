/** Short, since a verifier that is not told of sessions that end believes it for so long. */
export const ACCESS_TOKEN_LIFETIME_MS = 15 * 60_000;
/** Shorter: a client asks for another whenever it needs one, and cannot be signed out. */
export const CLIENT_TOKEN_LIFETIME_MS = 5 * 60_000;
/** Counted anew at each refresh: a session that is used goes on. */
export const REFRESH_TOKEN_LIFETIME_MS = 30 * 24 * 3_600_000;
