import type { ExchangeResult, SendOperation } from '../exchange/send-operation.ts';
import { createObservableValue, type ReadableValue } from '../observable-value.ts';
import {
  type Credentials,
  meOperation,
  refreshSessionOperation,
  signInOperation,
  signOutOperation,
} from './session-operations.ts';
import { createSessionStorage } from './session-storage.ts';
import { expiryOf, findTokens, type SessionTokens } from './session-tokens.ts';

/** Who is signed in, as the page shows it. */
export interface Account {
  displayName: string;
  email: string | null;
  roles: readonly string[];
}

export type SessionState =
  | { phase: 'anonymous'; notice: string | null }
  | { phase: 'signed-in'; tokens: SessionTokens; account: Account };

type SignInOutcome = { kind: 'signed-in' } | { kind: 'refused'; message: string };

export interface Session {
  state: ReadableValue<SessionState>;
  signIn(credentials: Credentials): Promise<SignInOutcome>;
  signOut(): Promise<void>;
  /** Makes the page use tokens that an operation in the editor was given. */
  adopt(tokens: SessionTokens): Promise<void>;
  /** The header of the next request, with a renewed token when the old one is about to end. */
  authorization(): Promise<Record<string, string>>;
  /** Renews a token that the gateway refused; false when there is nothing to try again with. */
  renew(): Promise<boolean>;
  dismissNotice(): void;
}

export interface SessionOptions {
  send: SendOperation;
  /** Forgets with the browser tab: `sessionStorage`. */
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  nowMs?: () => number;
}

/** A token this close to its end is renewed first: clocks differ and requests take time. */
const renewBeforeEndMs = 60_000;
const needsSecondFactor =
  'The account has a second factor. Run the examples “Sign in” and “Sign in, second step”.';
const endedNotice = 'Your session has ended. Sign in again to continue.';

export function createSession({ send, storage, nowMs = Date.now }: SessionOptions): Session {
  const stored = createSessionStorage(storage);
  const state = createObservableValue<SessionState>(stored.read());
  let renewal: Promise<boolean> | null = null;

  function become(next: SessionState): void {
    stored.write(next);
    state.set(next);
  }

  /** Refresh tokens work once, so that two requests must not renew at the same time. */
  function renew(): Promise<boolean> {
    renewal ??= renewOnce().finally(() => {
      renewal = null;
    });
    return renewal;
  }

  async function renewOnce(): Promise<boolean> {
    const current = state.get();
    if (current.phase === 'anonymous') return false;
    const { refreshToken } = current.tokens;
    const result = await send(refreshSessionOperation(refreshToken));
    // Somebody may have signed out, or in as another, since.
    if (state.get() !== current) return false;
    const tokens = tokensOf(result);
    if (tokens) become({ ...current, tokens });
    else if (isRefused(result)) become({ phase: 'anonymous', notice: endedNotice });
    return tokens !== null;
  }

  async function adopt(tokens: SessionTokens): Promise<void> {
    const result = await send(meOperation(), { headers: bearer(tokens) });
    become({ phase: 'signed-in', tokens, account: accountOf(result) });
  }

  return {
    state,
    renew,
    adopt,
    async signIn(credentials) {
      const result = await send(signInOperation(credentials));
      const tokens = tokensOf(result);
      if (!tokens) return { kind: 'refused', message: refusalOf(result) };
      await adopt(tokens);
      return { kind: 'signed-in' };
    },
    async signOut() {
      const current = state.get();
      become({ phase: 'anonymous', notice: null });
      if (current.phase === 'signed-in') {
        await send(signOutOperation(), { headers: bearer(current.tokens) });
      }
    },
    async authorization() {
      const before = state.get();
      if (before.phase === 'anonymous') return {};
      const endMs = expiryOf(before.tokens.accessToken);
      if (endMs !== null && endMs - nowMs() < renewBeforeEndMs) await renew();
      const current = state.get();
      return current.phase === 'signed-in' ? bearer(current.tokens) : {};
    },
    dismissNotice() {
      if (state.get().phase === 'anonymous') become({ phase: 'anonymous', notice: null });
    },
  };
}

function bearer({ accessToken }: SessionTokens): Record<string, string> {
  return { authorization: `Bearer ${accessToken}` };
}

function tokensOf(result: ExchangeResult): SessionTokens | null {
  return result.kind === 'answered' ? findTokens(result.response.data) : null;
}

/** A typed failure is a decision; without one, the graph could not decide, and may later. */
function isRefused(result: ExchangeResult): boolean {
  return result.kind === 'answered' && outcomeOf(result.response.data) !== null;
}

/** The sentence for whoever could not sign in: the schema's typed failure, or what went wrong. */
function refusalOf(result: ExchangeResult): string {
  if (result.kind === 'failed') return result.message;
  const outcome = outcomeOf(result.response.data);
  if (typeof outcome?.challengeToken === 'string') return needsSecondFactor;
  const typed = outcome?.message;
  const message = typed ?? result.response.errors?.[0]?.message;
  return typeof message === 'string' ? message : 'The gateway refused to sign you in.';
}

interface Outcome {
  message?: unknown;
  challengeToken?: unknown;
}

/** What the operation's only field came to, or null when it could not be answered. */
function outcomeOf(data: unknown): Outcome | null {
  const [outcome] = Object.values((data ?? {}) as Record<string, Outcome | null>);
  return outcome ?? null;
}

function accountOf(result: ExchangeResult): Account {
  const data =
    result.kind === 'answered' ? (result.response.data as { me?: unknown } | null) : null;
  const me = (data?.me ?? {}) as { displayName?: unknown; email?: unknown; roles?: unknown };
  return {
    displayName: typeof me.displayName === 'string' ? me.displayName : 'Signed in',
    email: typeof me.email === 'string' ? me.email : null,
    roles: Array.isArray(me.roles)
      ? me.roles.map(({ name }: { name: unknown }) => String(name))
      : [],
  };
}
