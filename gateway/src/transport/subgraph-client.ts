import { Agent, type Dispatcher, errors } from 'undici';
import type { CacheHeaders } from '../caching/cache-policy.ts';
import type { ConnectionSettings } from '../config/connection-settings.ts';
import { cancelled } from '../errors/cancelled.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import { SubgraphUnreachableError } from './subgraph-unreachable-error.ts';

/** For subgraphs that do not say how long they keep idle connections: shorter than any we know of. */
const KEEP_ALIVE_MS = 4_000;
/** For those that do (`Keep-Alive: timeout`): undici leaves two seconds before they would close. */
const KEEP_ALIVE_MAX_MS = 30_000;
const CONNECT_TIMEOUT_MS = 2_000;

export interface ExchangeRequest {
  /** `https://host:port`. */
  origin: string;
  /** With the query string. */
  path: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Deadline of the whole exchange. */
  timeoutMs: number;
  maxResponseBytes: number;
  /** Aborted when nobody waits for the answer any more. */
  signal: AbortSignal;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

export interface SubgraphAnswer {
  status: number;
  contentType: string | undefined;
  retryAfter: string | undefined;
  serverTiming: string | undefined;
  /** Undefined when it does not say how it may be kept. */
  cacheHeaders: CacheHeaders | undefined;
  text: string;
}

/** Sends one request. Rejects with GatewayError of a SUBGRAPH_ code, or REQUEST_CANCELLED. */
export type SendRequest = (subgraph: string, request: ExchangeRequest) => Promise<SubgraphAnswer>;

export interface SubgraphClient {
  /** What sends requests over such connections. */
  over(connections: ConnectionSettings): SendRequest;
  close(): Promise<void>;
}

/** HTTP to the subgraphs: a pool of kept-alive connections for each origin. */
export function createSubgraphClient(): SubgraphClient {
  /** By the settings that they follow; there are no more than there are settings. */
  const agents = new Map<string, Agent>();
  return {
    over(connections) {
      const key = JSON.stringify(connections);
      const agent = agents.get(key) ?? buildAgent(connections);
      agents.set(key, agent);
      return (subgraph, request) =>
        new Promise((resolve, reject) => {
          const exchange = new Exchange(subgraph, request, { resolve, reject });
          const { origin, path, headers, body } = request;
          agent.dispatch({ origin, path, method: 'POST', headers, body }, exchange);
        });
    },
    async close() {
      // Requests in flight have had the drain's deadline.
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
    },
  };
}

function buildAgent({ max, http2, maxHeaderBytes }: ConnectionSettings): Agent {
  return new Agent({
    ...(max !== undefined && { connections: max }),
    allowH2: http2,
    maxHeaderSize: maxHeaderBytes,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MAX_MS,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    // The deadline of each request covers these phases; theirs would cut a longer one short.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

interface Outcome {
  resolve(answer: SubgraphAnswer): void;
  reject(error: GatewayError): void;
}

/** What an exchange needs until it is over. */
interface UnderWay {
  readonly outcome: Outcome;
  readonly deadline: NodeJS.Timeout;
  readonly signal: AbortSignal;
  readonly onAbort: () => void;
}

/**
 * One request and its answer, from the side of undici's dispatcher.
 * PERF: `dispatch` and one timer; `request` with AbortSignal.any and a stream cost twice the CPU. Once it is
 * over it refers to nothing: undici keeps it for a while, and answers that outlive their request are what
 * garbage collection costs; `npm run bench`, federated.
 */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #subgraph: string;
  readonly #maxResponseBytes: number;
  /** Undefined once it is over. */
  #underWay: UnderWay | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  /** Why we ended it ourselves. */
  #verdict: GatewayError | undefined;
  #status = 0;
  #contentType: string | undefined;
  #retryAfter: string | undefined;
  #serverTiming: string | undefined;
  #cacheHeaders: CacheHeaders | undefined;
  #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(
    subgraph: string,
    { timeoutMs, maxResponseBytes, signal }: ExchangeRequest,
    outcome: Outcome,
  ) {
    this.#subgraph = subgraph;
    this.#maxResponseBytes = maxResponseBytes;
    const deadline = setTimeout(() => {
      const message = `Subgraph "${subgraph}" did not answer in time.`;
      this.#giveUp(new GatewayError('SUBGRAPH_TIMEOUT', message));
    }, timeoutMs);
    const onAbort = () => this.#giveUp(cancelled());
    this.#underWay = { outcome, deadline, signal, onAbort };
    if (signal.aborted) queueMicrotask(onAbort);
    else signal.addEventListener('abort', onAbort, { once: true });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#verdict === undefined) this.#controller = controller;
    else controller.abort(this.#verdict);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Headers,
  ): void {
    this.#status = status;
    this.#contentType = joined(headers['content-type']);
    this.#retryAfter = joined(headers['retry-after']);
    this.#serverTiming = joined(headers['server-timing']);
    this.#cacheHeaders = cacheHeadersOf(headers);
    // Never decoded, since that is not asked for: what is small on its way stays small.
    const encoding = joined(headers['content-encoding']) ?? 'identity';
    if (encoding.toLowerCase() === 'identity') return;
    const message = `Subgraph "${this.#subgraph}" answered in an encoding that it was not asked for.`;
    this.#giveUp(new GatewayError('SUBGRAPH_BAD_RESPONSE', message));
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes <= this.#maxResponseBytes) this.#chunks.push(chunk);
    else {
      const message = `The answer of subgraph "${this.#subgraph}" is larger than ${this.#maxResponseBytes} bytes.`;
      this.#giveUp(new GatewayError('SUBGRAPH_RESPONSE_TOO_LARGE', message));
    }
  }

  onResponseEnd(): void {
    const [first] = this.#chunks;
    const whole =
      first !== undefined && this.#chunks.length === 1
        ? first
        : Buffer.concat(this.#chunks, this.#bytes);
    this.#end()?.resolve({
      status: this.#status,
      contentType: this.#contentType,
      retryAfter: this.#retryAfter,
      serverTiming: this.#serverTiming,
      cacheHeaders: this.#cacheHeaders,
      text: whole.toString('utf8'),
    });
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
    const wasSent = this.#controller !== undefined;
    this.#end()?.reject(this.#failure(cause, wasSent));
  }

  #failure(cause: Error, wasSent: boolean): GatewayError {
    const subgraph = this.#subgraph;
    if (!(cause instanceof errors.HeadersOverflowError)) {
      return new SubgraphUnreachableError(subgraph, { cause, wasSent });
    }
    const message = `The headers of an answer of subgraph "${subgraph}" are too long.`;
    return new GatewayError('SUBGRAPH_RESPONSE_TOO_LARGE', message, { cause });
  }

  #giveUp(verdict: GatewayError): void {
    const controller = this.#controller;
    this.#verdict = verdict;
    this.#end()?.reject(verdict);
    // Before there is a connection there is nothing to abort; it is when it comes.
    controller?.abort(verdict);
  }

  /** Whom to tell of the end; nobody, if that has been done. */
  #end(): Outcome | undefined {
    if (this.#underWay === undefined) return undefined;
    const { outcome, deadline, signal, onAbort } = this.#underWay;
    clearTimeout(deadline);
    signal.removeEventListener('abort', onAbort);
    this.#underWay = undefined;
    this.#controller = undefined;
    this.#chunks = [];
    return outcome;
  }
}

function cacheHeadersOf(headers: Headers): CacheHeaders | undefined {
  const cacheControl = joined(headers['cache-control']);
  if (cacheControl === undefined) return undefined;
  const { age, vary } = headers;
  return { 'cache-control': cacheControl, age: joined(age), vary: joined(vary) };
}

function joined(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(', ') : header;
}
