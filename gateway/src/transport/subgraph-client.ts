import { Agent, type Dispatcher } from 'undici';
import { GatewayError } from '../errors/gateway-error.ts';

/** Shorter than the 65 s after which our subgraphs close an idle connection: a race for it is lost. */
const KEEP_ALIVE_MS = 30_000;
const CONNECT_TIMEOUT_MS = 2_000;

export interface SubgraphRequest {
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
  contentType: string;
  serverTiming: string | undefined;
  text: string;
}

export interface SubgraphClient {
  /** Sends one request. Throws GatewayError with a SUBGRAPH_ code, or REQUEST_CANCELLED. */
  send(subgraph: string, request: SubgraphRequest): Promise<SubgraphAnswer>;
  close(): Promise<void>;
}

/** HTTP to the subgraphs: one pool of kept-alive connections per origin. */
export function createSubgraphClient(): SubgraphClient {
  const agent = new Agent({
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
    connect: { timeout: CONNECT_TIMEOUT_MS },
  });
  return {
    send: (subgraph, request) => send(agent, subgraph, request),
    close: () => agent.close(),
  };
}

async function send(
  agent: Agent,
  subgraph: string,
  request: SubgraphRequest,
): Promise<SubgraphAnswer> {
  const deadline = AbortSignal.timeout(request.timeoutMs);
  try {
    const { origin, pathname, search } = new URL(request.url);
    const response = await agent.request({
      origin,
      path: `${pathname}${search}`,
      method: 'POST',
      headers: request.headers,
      body: request.body,
      signal: AbortSignal.any([deadline, request.signal]),
    });
    return {
      status: response.statusCode,
      contentType: headerText(response.headers['content-type']) ?? '',
      serverTiming: headerText(response.headers['server-timing']),
      text: await readText(response.body, subgraph, request.maxResponseBytes),
    };
  } catch (cause) {
    throw failure({ cause, subgraph, request, timedOut: deadline.aborted });
  }
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
