import type { SessionState } from './session.ts';

const key = 'causeway:session';
const anonymous: SessionState = { phase: 'anonymous', notice: null };

/**
 * Keeps a session while the browser tab lives, and nowhere else: with `sessionStorage` a reload
 * stays signed in, a new tab and a restarted browser do not.
 */
export function createSessionStorage(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
): { read(): SessionState; write(state: SessionState): void } {
  return {
    read: () => parse(storage.getItem(key)) ?? anonymous,
    write(state) {
      if (state.phase === 'anonymous') storage.removeItem(key);
      else storage.setItem(key, JSON.stringify(state));
    },
  };
}

/** @returns null for what another version of the page, or nobody, has left. */
function parse(text: string | null): SessionState | null {
  try {
    const value = JSON.parse(text ?? 'null') as Partial<
      Extract<SessionState, { phase: 'signed-in' }>
    > | null;
    const isWhole =
      value?.phase === 'signed-in' &&
      typeof value.tokens?.accessToken === 'string' &&
      typeof value.tokens.refreshToken === 'string' &&
      typeof value.account?.displayName === 'string' &&
      Array.isArray(value.account.roles);
    return isWhole ? (value as SessionState) : null;
  } catch {
    return null;
  }
}
