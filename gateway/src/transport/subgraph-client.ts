import { Agent, type Dispatcher } from 'undici';
import { GatewayError } from '../errors/gateway-error.ts';

/** For subgraphs that do not say how long they keep idle connections: shorter than any we know of. */
const KEEP_ALIVE_MS = 4_000;
/** For those that do (`Keep-Alive: timeout`): undici leaves two seconds before they would close. */
const KEEP_ALIVE_MAX_MS = 30_000;
const CONNECT_TIMEOUT_MS = 2_000;

interface SubgraphRequest {
  url: string;
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
  send(subgraph: string, request: SubgraphRequest): Promise<SubgraphAnswer>;
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
    send: (subgraph, request) => sendByDeadline(agent, subgraph, request),
    // Requests in flight have had the drain's deadline.
    close: () => agent.destroy(),
  };
}

async function sendByDeadline(
  agent: Agent,
  subgraph: string,
  request: SubgraphRequest,
): Promise<SubgraphAnswer> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), request.timeoutMs);
  try {
    const signal = AbortSignal.any([deadline.signal, request.signal]);
    return await exchange(agent, subgraph, { ...request, signal });
  } catch (cause) {
    throw failure({ cause, subgraph, request, timedOut: deadline.signal.aborted });
  } finally {
    clearTimeout(timer);
  }
}

async function exchange(
  agent: Agent,
  subgraph: string,
  { url, headers, body, signal, maxResponseBytes }: SubgraphRequest,
): Promise<SubgraphAnswer> {
  const { origin, pathname, search } = new URL(url);
  const response = await agent.request({
    origin,
    path: `${pathname}${search}`,
    method: 'POST',
    headers,
    body,
    signal,
  });
  return {
    status: response.statusCode,
    serverTiming: headerText(response.headers['server-timing']),
    text: await readText(response.body, subgraph, maxResponseBytes),
  };
}

function headerText(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}

async function readText(
  body: Dispatcher.ResponseData['body'],
  subgraph: string,
  maxBytes: number,
): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      throw new GatewayError(
        'SUBGRAPH_RESPONSE_TOO_LARGE',
        `The answer of subgraph "${subgraph}" is larger than ${maxBytes} bytes.`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes).toString('utf8');
}

function failure(given: {
  cause: unknown;
  subgraph: string;
  request: SubgraphRequest;
  timedOut: boolean;
}): GatewayError {
  const { cause, subgraph, request, timedOut } = given;
  if (cause instanceof GatewayError) return cause;
  if (timedOut) {
    return new GatewayError(
      'SUBGRAPH_TIMEOUT',
      `Subgraph "${subgraph}" did not answer within ${request.timeoutMs} ms.`,
      { cause },
    );
  }
  if (request.signal.aborted) {
    return new GatewayError('REQUEST_CANCELLED', 'The client went away.', { cause });
  }
  return new GatewayError('SUBGRAPH_UNREACHABLE', `Subgraph "${subgraph}" cannot be reached.`, {
    cause,
  });
}
