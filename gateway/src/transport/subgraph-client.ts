import { Agent, type Dispatcher } from 'undici';
import { GatewayError } from '../errors/gateway-error.ts';

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

export interface SubgraphAnswer {
  status: number;
  serverTiming: string | undefined;
  text: string;
}

export interface SubgraphClient {
  /** Sends one request. Rejects with GatewayError of a SUBGRAPH_ code, or REQUEST_CANCELLED. */
  send(subgraph: string, request: ExchangeRequest): Promise<SubgraphAnswer>;
  close(): Promise<void>;
}

/** HTTP to the subgraphs: a pool of kept-alive connections for each origin. */
export function createSubgraphClient(): SubgraphClient {
  const agent = new Agent({
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MAX_MS,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    // The deadline of each request covers these phases; theirs would cut a longer one short.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    send: (subgraph, request) =>
      new Promise((resolve, reject) => {
        const exchange = new Exchange(subgraph, request, { resolve, reject });
        const { origin, path, headers, body } = request;
        agent.dispatch({ origin, path, method: 'POST', headers, body }, exchange);
      }),
    // Requests in flight have had the drain's deadline.
    close: () => agent.destroy(),
  };
}

interface Outcome {
  resolve(answer: SubgraphAnswer): void;
  reject(error: GatewayError): void;
}

/**
 * One request and its answer, from the side of undici's dispatcher.
 * PERF: `dispatch` and one timer; `request` with AbortSignal.any and a stream cost twice the CPU.
 */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #subgraph: string;
  readonly #request: ExchangeRequest;
  readonly #outcome: Outcome;
  readonly #deadline: NodeJS.Timeout;
  readonly #giveUp: () => void;
  #controller: Dispatcher.DispatchController | undefined;
  /** Why we ended it ourselves. */
  #verdict: GatewayError | undefined;
  #status = 0;
  #serverTiming: string | undefined;
  readonly #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(subgraph: string, request: ExchangeRequest, outcome: Outcome) {
    this.#subgraph = subgraph;
    this.#request = request;
    this.#outcome = outcome;
    const { timeoutMs, signal } = request;
    this.#deadline = setTimeout(() => {
      const message = `Subgraph "${subgraph}" did not answer within ${timeoutMs} ms.`;
      this.#end(new GatewayError('SUBGRAPH_TIMEOUT', message));
    }, timeoutMs);
    this.#giveUp = () => this.#end(new GatewayError('REQUEST_CANCELLED', 'The client went away.'));
    if (signal.aborted) queueMicrotask(this.#giveUp);
    else signal.addEventListener('abort', this.#giveUp, { once: true });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#verdict !== undefined) controller.abort(this.#verdict);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    this.#status = status;
    const timing = headers['server-timing'];
    this.#serverTiming = Array.isArray(timing) ? timing.join(', ') : timing;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const { maxResponseBytes } = this.#request;
    this.#bytes += chunk.length;
    if (this.#bytes <= maxResponseBytes) this.#chunks.push(chunk);
    else {
      const message = `The answer of subgraph "${this.#subgraph}" is larger than ${maxResponseBytes} bytes.`;
      this.#end(new GatewayError('SUBGRAPH_RESPONSE_TOO_LARGE', message));
    }
  }

  onResponseEnd(): void {
    this.#release();
    const [first] = this.#chunks;
    const whole =
      first !== undefined && this.#chunks.length === 1
        ? first
        : Buffer.concat(this.#chunks, this.#bytes);
    this.#outcome.resolve({
      status: this.#status,
      serverTiming: this.#serverTiming,
      text: whole.toString('utf8'),
    });
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
    this.#release();
    const message = `Subgraph "${this.#subgraph}" cannot be reached.`;
    this.#outcome.reject(
      this.#verdict ?? new GatewayError('SUBGRAPH_UNREACHABLE', message, { cause }),
    );
  }

  #end(verdict: GatewayError): void {
    this.#verdict ??= verdict;
    this.#release();
    // Before there is a connection there is nothing to abort; it is when it comes.
    this.#controller?.abort(this.#verdict);
    this.#outcome.reject(this.#verdict);
  }

  #release(): void {
    clearTimeout(this.#deadline);
    this.#request.signal.removeEventListener('abort', this.#giveUp);
  }
}
