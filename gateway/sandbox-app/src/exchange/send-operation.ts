/** A GraphQL response as it arrives: whatever the server put into its JSON object. */
export interface GraphQLResponse {
  data?: unknown;
  errors?: readonly { message?: unknown; extensions?: { code?: unknown } }[];
  extensions?: unknown;
}

export interface Operation {
  query: string;
  variables?: unknown;
  operationName?: string | null | undefined;
}

/** One exchange with the gateway: an answer to read, or the reason why there is none. */
export type ExchangeResult =
  | {
      kind: 'answered';
      status: number;
      response: GraphQLResponse;
      durationMs: number;
      sizeBytes: number;
    }
  | { kind: 'failed'; status: number | null; message: string; durationMs: number };

export interface SendOptions {
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export type SendOperation = (
  operation: Operation,
  options?: SendOptions,
) => Promise<ExchangeResult>;

const accept = 'application/graphql-response+json, application/json;q=0.9';

/** @returns a function that posts operations to the endpoint; it throws only when it is aborted. */
export function createSendOperation(endpoint: string): SendOperation {
  return async (operation, { headers = {}, signal } = {}) => {
    const startMs = performance.now();
    try {
      const response = await fetch(endpoint, {
        method: 'POST',
        headers: { accept, 'content-type': 'application/json', ...headers },
        body: JSON.stringify(operation),
        ...(signal && { signal }),
      });
      const body = await response.text();
      return readAnswer(response, body, performance.now() - startMs);
    } catch (error) {
      if (signal?.aborted) throw error;
      return {
        kind: 'failed',
        status: null,
        message: `No answer from ${endpoint}. Is the gateway running?`,
        durationMs: performance.now() - startMs,
      };
    }
  };
}

function readAnswer(response: Response, body: string, durationMs: number): ExchangeResult {
  const { status } = response;
  const parsed = parseObject(body);
  if (!parsed) {
    const mediaType = response.headers.get('content-type') ?? 'no media type';
    const message = `The gateway answered ${status} with ${mediaType}, not with a GraphQL response.`;
    return { kind: 'failed', status, message, durationMs };
  }
  const sizeBytes = new TextEncoder().encode(body).length;
  return { kind: 'answered', status, response: parsed, durationMs, sizeBytes };
}

function parseObject(body: string): GraphQLResponse | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
