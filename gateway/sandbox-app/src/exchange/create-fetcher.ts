import type { Fetcher, FetcherParams, Observable } from '@graphiql/toolkit';
import type { ExecutionResult } from 'graphql';
import { takeDebugReport } from '../plan/debug-report.ts';
import type { BegunFlows } from '../session/begun-flows.ts';
import type { Session } from '../session/session.ts';
import { findTokens } from '../session/session-tokens.ts';
import type { ExchangeLog } from './exchange-log.ts';
import type { ExchangeResult, GraphQLResponse, SendOperation } from './send-operation.ts';

export interface FetcherParts {
  send: SendOperation;
  session: Session;
  begunFlows: Pick<BegunFlows, 'note'>;
  exchanges: ExchangeLog;
  /** Ask the gateway for plans: only a developer's gateway answers with one. */
  developer: boolean;
}

type Headers = Record<string, string>;

interface Observer {
  next(value: ExecutionResult): void;
  error(error: unknown): void;
  complete(): void;
}

const introspectionName = 'IntrospectionQuery';

/**
 * Builds what GraphiQL sends operations with: it attaches the session's token, renews it when the
 * gateway refuses it, and takes the debug report out of the answer. The result is an observable,
 * so that stopping an operation, or leaving its tab, aborts the request.
 */
export function createFetcher(parts: FetcherParts): Fetcher {
  return (operation, options) =>
    ({
      subscribe(observer: Observer) {
        const abort = new AbortController();
        run(parts, operation, (options?.headers ?? {}) as Headers, abort.signal).then(
          (response) => {
            observer.next(response as ExecutionResult);
            observer.complete();
          },
          (error: unknown) => {
            if (!abort.signal.aborted) observer.error(error);
          },
        );
        return { unsubscribe: () => abort.abort() };
      },
    }) as Observable<ExecutionResult>;
}

/** @returns the response to show; a failure to get one is shown as an error of the response. */
async function run(
  parts: FetcherParts,
  operation: FetcherParams,
  headers: Headers,
  signal: AbortSignal,
): Promise<GraphQLResponse> {
  if (operation.operationName === introspectionName) {
    return responseOf(await sendAuthorized(parts, operation, headers, signal));
  }
  const record = parts.exchanges.begin();
  const debug: Headers = parts.developer ? { 'causeway-debug': 'plan' } : {};
  const result = await sendAuthorized(parts, operation, { ...debug, ...headers }, signal);
  const { response, report } = takeDebugReport(responseOf(result));
  record({
    status: result.status,
    durationMs: result.durationMs,
    sizeBytes: result.kind === 'answered' ? result.sizeBytes : null,
    errorCount: response.errors?.length ?? 0,
    report,
  });
  parts.begunFlows.note(response.data);
  const tokens = findTokens(response.data);
  if (tokens) await parts.session.adopt(tokens);
  return response;
}

/** Sends with the session's token, unless the headers editor names another. */
async function sendAuthorized(
  { send, session }: FetcherParts,
  operation: FetcherParams,
  headers: Headers,
  signal: AbortSignal,
): Promise<ExchangeResult> {
  const isOwn = Object.keys(headers).some((name) => name.toLowerCase() === 'authorization');
  const attempt = async () =>
    send(operation, {
      headers: isOwn ? headers : { ...(await session.authorization()), ...headers },
      signal,
    });
  const result = await attempt();
  const mayRenew = !isOwn && result.status === 401 && session.state.get().phase === 'signed-in';
  return mayRenew && (await session.renew()) ? attempt() : result;
}

function responseOf(result: ExchangeResult): GraphQLResponse {
  return result.kind === 'answered' ? result.response : { errors: [{ message: result.message }] };
}
