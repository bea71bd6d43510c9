import type { Logger, Principal } from '@causeway/subgraph-kit/service';
import { anonymous, findTraceId } from '@causeway/subgraph-kit/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createCacheNotes } from '../caching/cache-notes.ts';
import type { RateAccount } from '../rate-limit/rate-limiter.ts';
import type { GatewayContext, ResponseForm } from '../request-context.ts';
import { createRequestTrace, type RequestTrace } from '../telemetry/request-trace.ts';
import type { OpenRequests } from './open-requests.ts';
import { USUAL_FORM } from './response-form.ts';
import type { Variant } from './variants.ts';

/** The name of a request's scope on Fastify's request. */
export const SCOPE_DECORATOR = 'causeway';

/** What the edge gathers about a request on its way in; becomes the GatewayContext. */
export interface RequestScope {
  readonly signal: AbortSignal;
  readonly trace: RequestTrace;
  readonly afterwards: (() => void)[];
  /** How the answer is sent, by what the client accepts. */
  form: ResponseForm;
  principal: Principal;
  /** The graph that is asked, once it is known. */
  variant: Variant | undefined;
  /** Makes room for the next request. */
  leave: (() => void) | undefined;
  /** By what it is counted; null where nothing is. */
  rates: RateAccount | null;
}

/**
 * Opens the scope of a request. Its signal is aborted when the client goes away before the answer, or the
 * process does; only then the reason is a GatewayError.
 */
export function openScope(
  request: FastifyRequest,
  reply: FastifyReply,
  open: OpenRequests,
): RequestScope {
  const abort = new AbortController();
  // The request's own `close` comes as soon as its body is read; the response's comes at the end.
  open.enter(abort);
  reply.raw.once('close', () => {
    open.leave(abort);
    if (!reply.raw.writableFinished) abort.abort();
    runAfterwards(scope, request);
  });
  const scope: RequestScope = {
    signal: abort.signal,
    trace: createRequestTrace(),
    afterwards: [],
    form: USUAL_FORM,
    principal: anonymous,
    variant: undefined,
    leave: undefined,
    rates: null,
  };
  request.setDecorator(SCOPE_DECORATOR, scope);
  return scope;
}

/** What fails here fails nobody: the answer is sent. Thrown on, it would be the end of the process. */
function runAfterwards({ afterwards }: RequestScope, { log }: FastifyRequest): void {
  for (const finish of afterwards) {
    try {
      finish();
    } catch (error) {
      log.error({ err: error }, 'failed after the answer');
    }
  }
}

export function scopeOf(request: FastifyRequest): RequestScope {
  return request.getDecorator<RequestScope>(SCOPE_DECORATOR);
}

/** How a request is answered, also one that was refused before it had a scope. */
export function formOf(request: FastifyRequest): ResponseForm {
  return findScope(request)?.form ?? USUAL_FORM;
}

/** The scope of a request; null if it was refused before it had one. */
export function findScope(request: FastifyRequest): RequestScope | null {
  // Fastify makes one without decorators, and asks for no hook, when it cannot read the address.
  if (!(SCOPE_DECORATOR in request)) return null;
  return request.getDecorator<RequestScope | null>(SCOPE_DECORATOR);
}

/** The context of one operation, for every room behind the edge. */
export function gatewayContext(
  request: FastifyRequest,
  { exposesPlan, requestTimeoutMs }: { exposesPlan: boolean; requestTimeoutMs: number },
): GatewayContext {
  const { principal, signal, trace, afterwards, form, rates } = scopeOf(request);
  const { traceparent } = request.headers;
  return {
    principal,
    signal,
    deadlineAtMs: trace.startedAtMs + requestTimeoutMs,
    trace,
    afterwards,
    form,
    rates,
    whenPlanned: undefined,
    cache: createCacheNotes(),
    requestId: request.id,
    traceparent: findTraceId(request) === null ? undefined : String(traceparent),
    logger: request.log as Logger,
    clientHeaders: request.headers,
    showsPlan: exposesPlan && request.headers['causeway-debug'] === 'plan',
  };
}
