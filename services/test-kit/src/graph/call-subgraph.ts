import { ASSERTION_HEADER, type Principal } from '@causeway/subgraph-kit';
import type { GraphQLFormattedError } from 'graphql';
import type { TestIdentity } from '../identity/create-test-identity.ts';

/** Below what a test has, so that a failure says what was waited for. */
const DEADLINE_MS = 50_000;

export interface SubgraphResponse {
  status: number;
  headers: Headers;
  body: {
    // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asked for
    data?: any;
    errors?: readonly GraphQLFormattedError[];
  };
}

/**
 * Sends one operation to a subgraph as the gateway would: with an assertion signed by `identity` for
 * `audience`, on behalf of `principal` (anonymous unless given).
 */
export async function callSubgraph(
  url: string,
  request: {
    identity: TestIdentity;
    audience: string;
    query: string;
    variables?: Record<string, unknown>;
    principal?: Principal;
    headers?: Record<string, string>;
  },
): Promise<SubgraphResponse> {
  const { identity, audience, query, variables, principal, headers } = request;
  const body = JSON.stringify({ query, variables });
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [ASSERTION_HEADER]: identity.sign({ audience, body, ...(principal && { principal }) }),
      ...headers,
    },
    body,
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  const answer = (await response.json()) as SubgraphResponse['body'];
  return { status: response.status, headers: response.headers, body: answer };
}
