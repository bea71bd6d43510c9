import { describe, expect, test, vi } from 'vitest';
import type { ExchangeResult, Operation, SendOptions } from '../exchange/send-operation.ts';
import { createSession, type SessionState } from './session.ts';

const nowMs = 1_800_000_000_000;

function tokenThatEndsIn(seconds: number): string {
  const claims = JSON.stringify({ exp: nowMs / 1000 + seconds });
  return `header.${Buffer.from(claims).toString('base64url')}.signature`;
}

function answer(data: unknown, status = 200): ExchangeResult {
  return { kind: 'answered', status, response: { data }, durationMs: 1, sizeBytes: 1 };
}

const unreachable: ExchangeResult = {
  kind: 'failed',
  status: null,
  message: 'No answer.',
  durationMs: 1,
};
const me = answer({
  me: { displayName: 'Ada', email: 'ada@example.com', roles: [{ name: 'admin' }] },
});

/** A graph that answers by the name of the operation, and remembers what it was sent. */
function fakeGraph(answers: Record<string, ExchangeResult>) {
  const sent: { name: string; variables: unknown; authorization: string | undefined }[] = [];
  const send = vi.fn(async (operation: Operation, options?: SendOptions) => {
    const name = /(?:query|mutation) (\w+)/.exec(operation.query)?.[1] ?? '';
    sent.push({
      name,
      variables: operation.variables,
      authorization: options?.headers?.authorization,
    });
    return answers[name] ?? unreachable;
  });
  return { send, sent };
}

function memoryStorage() {
  const entries = new Map<string, string>();
  return {
    entries,
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  };
}

function signedInStorage(accessToken: string) {
  const storage = memoryStorage();
  const state: SessionState = {
    phase: 'signed-in',
    tokens: { accessToken, refreshToken: 'old' },
    account: { displayName: 'Ada', email: null, roles: [] },
  };
  storage.setItem('causeway:session', JSON.stringify(state));
  return storage;
}

const credentials = { email: 'ada@example.com', password: 'secret' };

describe('signing in', () => {
  test('keeps the tokens and who they belong to', async () => {
    const accessToken = tokenThatEndsIn(900);
    const graph = fakeGraph({
      SandboxSignIn: answer({ signIn: { accessToken, refreshToken: 'r1' } }),
      SandboxMe: me,
    });
    const storage = memoryStorage();
    const session = createSession({ send: graph.send, storage, nowMs: () => nowMs });
    expect(await session.signIn(credentials)).toEqual({ kind: 'signed-in' });
    expect(graph.sent).toEqual([
      { name: 'SandboxSignIn', variables: { input: credentials }, authorization: undefined },
      { name: 'SandboxMe', variables: undefined, authorization: `Bearer ${accessToken}` },
    ]);
    expect(session.state.get()).toMatchObject({
      account: { displayName: 'Ada', roles: ['admin'] },
    });
    expect(createSession({ send: graph.send, storage }).state.get()).toEqual(session.state.get());
  });

  test.each([
    [
      'a typed failure',
      answer({ signIn: { message: 'Wrong e-mail or password.' } }),
      'Wrong e-mail or password.',
    ],
    [
      'an error',
      {
        ...answer(null, 429),
        response: { errors: [{ message: 'Too many attempts.' }] },
      } as ExchangeResult,
      'Too many attempts.',
    ],
    [
      'a second factor',
      answer({ signIn: { challengeToken: 'secret' } }),
      'The account has a second factor. Run the examples “Sign in” and “Sign in, second step”.',
    ],
    ['no answer', unreachable, 'No answer.'],
  ])('says why it was refused: %s', async (_, result, message) => {
    const graph = fakeGraph({ SandboxSignIn: result });
    const session = createSession({ send: graph.send, storage: memoryStorage() });
    expect(await session.signIn(credentials)).toEqual({ kind: 'refused', message });
    expect(session.state.get().phase).toBe('anonymous');
  });
});

describe('sending a request', () => {
  test('uses a fresh token as it is', async () => {
    const accessToken = tokenThatEndsIn(600);
    const graph = fakeGraph({});
    const session = createSession({
      send: graph.send,
      storage: signedInStorage(accessToken),
      nowMs: () => nowMs,
    });
    expect(await session.authorization()).toEqual({ authorization: `Bearer ${accessToken}` });
    expect(graph.sent).toEqual([]);
  });

  test('renews a token that is about to end, once for requests at the same time', async () => {
    const accessToken = tokenThatEndsIn(900);
    const graph = fakeGraph({
      SandboxRefreshSession: answer({ refreshSession: { accessToken, refreshToken: 'new' } }),
    });
    const storage = signedInStorage(tokenThatEndsIn(20));
    const session = createSession({ send: graph.send, storage, nowMs: () => nowMs });
    const headers = await Promise.all([session.authorization(), session.authorization()]);
    expect(headers).toEqual(Array(2).fill({ authorization: `Bearer ${accessToken}` }));
    expect(graph.sent).toMatchObject([{ variables: { input: { refreshToken: 'old' } } }]);
    expect(storage.entries.get('causeway:session')).toContain('"refreshToken":"new"');
  });

  test('ends the session with a notice when the renewal is refused', async () => {
    const graph = fakeGraph({ SandboxRefreshSession: answer({ refreshSession: {} }) });
    const storage = signedInStorage(tokenThatEndsIn(-5));
    const session = createSession({ send: graph.send, storage, nowMs: () => nowMs });
    expect(await session.authorization()).toEqual({});
    expect(session.state.get()).toMatchObject({ notice: expect.stringContaining('ended') });
    expect(storage.entries.size).toBe(0);
    session.dismissNotice();
    expect(session.state.get()).toEqual({ phase: 'anonymous', notice: null });
  });

  test.each([
    ['the gateway cannot be reached', unreachable],
    ['identity cannot be reached', answer({ refreshSession: null })],
    ['the gateway fails', answer(null, 500)],
  ])('stays signed in when %s', async (_, result) => {
    const graph = fakeGraph({ SandboxRefreshSession: result });
    const storage = signedInStorage(tokenThatEndsIn(-5));
    const session = createSession({ send: graph.send, storage, nowMs: () => nowMs });
    expect(await session.renew()).toBe(false);
    expect(session.state.get().phase).toBe('signed-in');
  });

  test('does not sign in again who signed out during the renewal', async () => {
    const accessToken = tokenThatEndsIn(900);
    const graph = fakeGraph({
      SandboxRefreshSession: answer({ refreshSession: { accessToken, refreshToken: 'new' } }),
    });
    const storage = signedInStorage(tokenThatEndsIn(-5));
    const session = createSession({ send: graph.send, storage, nowMs: () => nowMs });
    const headers = session.authorization();
    await session.signOut();
    expect(await headers).toEqual({});
    expect(session.state.get()).toEqual({ phase: 'anonymous', notice: null });
  });
});

test('signing out forgets the tokens and ends the session at the graph', async () => {
  const graph = fakeGraph({ SandboxSignOut: answer({ signOut: {} }) });
  const storage = signedInStorage(tokenThatEndsIn(600));
  const session = createSession({ send: graph.send, storage, nowMs: () => nowMs });
  await session.signOut();
  expect(session.state.get()).toEqual({ phase: 'anonymous', notice: null });
  expect(storage.entries.size).toBe(0);
  expect(graph.sent).toMatchObject([
    { name: 'SandboxSignOut', authorization: expect.stringContaining('Bearer') },
  ]);
});

test.each(['not json', '{}', '{"phase":"signed-in"}', '{"phase":"signed-in","tokens":{}}'])(
  'starts anonymous when the storage holds %s',
  (text) => {
    const storage = memoryStorage();
    storage.setItem('causeway:session', text);
    const session = createSession({ send: fakeGraph({}).send, storage });
    expect(session.state.get().phase).toBe('anonymous');
  },
);
