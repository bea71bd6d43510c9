import type { Observable } from '@graphiql/toolkit';
import type { ExecutionResult } from 'graphql';
import { describe, expect, test, vi } from 'vitest';
import type { Session } from '../session/session.ts';
import { createFetcher } from './create-fetcher.ts';
import { createExchangeLog } from './exchange-log.ts';
import type { ExchangeResult, GraphQLResponse, Operation, SendOptions } from './send-operation.ts';

function answer(response: GraphQLResponse, status = 200): ExchangeResult {
  return { kind: 'answered', status, response, durationMs: 5, sizeBytes: 10 };
}

function fakeSession(parts: Partial<Session> = {}): Session {
  const state = { phase: 'signed-in', tokens: {}, account: {} };
  return {
    state: { get: () => state, subscribe: () => () => undefined },
    authorization: async () => ({ authorization: 'Bearer mine' }),
    renew: vi.fn(async () => true),
    adopt: vi.fn(async () => undefined),
    ...parts,
  } as unknown as Session;
}

/** Runs one operation through a fetcher whose gateway gives these answers in turn. */
async function run(
  answers: ExchangeResult[],
  options: { session?: Session; headers?: Record<string, string>; operationName?: string } = {},
) {
  const exchanges = createExchangeLog();
  exchanges.follow('tab');
  const send = vi.fn(
    async (_operation: Operation, _options?: SendOptions) => answers.shift() ?? answer({}),
  );
  const session = options.session ?? fakeSession();
  const begunFlows = { note: vi.fn() };
  const fetcher = createFetcher({ send, session, begunFlows, exchanges, developer: true });
  const params = { query: '{ a }', operationName: options.operationName ?? 'A' };
  const observable = fetcher(params, {
    headers: options.headers ?? {},
  }) as Observable<ExecutionResult>;
  const response = await new Promise<unknown>((next, error) => {
    observable.subscribe({ next, error, complete: () => undefined });
  });
  const sentHeaders = send.mock.calls.map(([, sent]) => sent?.headers);
  return { response, exchange: exchanges.byTab.get().get('tab'), sentHeaders, session };
}

const plan = {
  kind: 'QueryPlan',
  node: { kind: 'Fetch', serviceName: 'catalog', operation: '{a}' },
};

describe('running an operation', () => {
  test('attaches the token, asks for the plan, and keeps it out of the response', async () => {
    const extensions = { causeway: { plan, planningMs: 1, fetches: [] } };
    const { response, exchange, sentHeaders } = await run([answer({ data: { a: 1 }, extensions })]);
    expect(sentHeaders).toEqual([{ authorization: 'Bearer mine', 'causeway-debug': 'plan' }]);
    expect(response).toEqual({ data: { a: 1 } });
    expect(exchange).toMatchObject({ status: 200, errorCount: 0, report: { planningMs: 1 } });
  });

  test('renews a refused token once and tries again', async () => {
    const answers = [answer({ errors: [{}] }, 401), answer({ data: { a: 2 } })];
    const { response, session } = await run(answers);
    expect(session.renew).toHaveBeenCalledOnce();
    expect(response).toEqual({ data: { a: 2 } });
  });

  test('shows the refusal when the token cannot be renewed', async () => {
    const session = fakeSession({ renew: async () => false });
    const { response, exchange } = await run([answer({ errors: [{ message: 'no' }] }, 401)], {
      session,
    });
    expect(response).toEqual({ errors: [{ message: 'no' }] });
    expect(exchange).toMatchObject({ status: 401, errorCount: 1 });
  });

  test('leaves an Authorization header of the headers editor alone', async () => {
    const answers = [answer({ errors: [{}] }, 401)];
    const { sentHeaders, session } = await run(answers, {
      headers: { Authorization: 'Bearer other' },
    });
    expect(sentHeaders).toEqual([{ Authorization: 'Bearer other', 'causeway-debug': 'plan' }]);
    expect(session.renew).not.toHaveBeenCalled();
  });

  test('makes the page use the tokens that an operation was given', async () => {
    const tokens = { accessToken: 'a', refreshToken: 'r' };
    const { session } = await run([answer({ data: { signIn: { session: tokens } } })]);
    expect(session.adopt).toHaveBeenCalledWith(tokens);
  });

  test('shows a missing answer as an error', async () => {
    const failed: ExchangeResult = {
      kind: 'failed',
      status: null,
      message: 'No answer.',
      durationMs: 1,
    };
    const { response, exchange } = await run([failed]);
    expect(response).toEqual({ errors: [{ message: 'No answer.' }] });
    expect(exchange).toMatchObject({ status: null, sizeBytes: null, errorCount: 1 });
  });
});

test('loads the schema without asking for a plan or recording an exchange', async () => {
  const { sentHeaders, exchange } = await run([answer({ data: {} })], {
    operationName: 'IntrospectionQuery',
  });
  expect(sentHeaders).toEqual([{ authorization: 'Bearer mine' }]);
  expect(exchange).toBeUndefined();
});

test('aborts the request when the operation is stopped', async () => {
  let signal: AbortSignal | undefined;
  const send = (_operation: Operation, options?: SendOptions) => {
    signal = options?.signal;
    return new Promise<ExchangeResult>((_, reject) => {
      signal?.addEventListener('abort', () => reject(new Error('aborted')));
    });
  };
  const parts = {
    ...{ send, session: fakeSession(), exchanges: createExchangeLog(), developer: false },
    begunFlows: { note: vi.fn() },
  };
  const observable = createFetcher(parts)({ query: '{ a }' }) as Observable<ExecutionResult>;
  const error = vi.fn();
  const subscription = observable.subscribe({ next: vi.fn(), error, complete: vi.fn() });
  await expect.poll(() => signal).toBeDefined();
  subscription.unsubscribe();
  await expect.poll(() => signal?.aborted).toBe(true);
  expect(error).not.toHaveBeenCalled();
});
