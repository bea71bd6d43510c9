import type { Principal } from '@causeway/subgraph-kit';
import type { TestIdentity } from '../identity/create-test-identity.ts';
import { callSubgraph, type SubgraphResponse } from './call-subgraph.ts';

/** Asks one subgraph again and again, as the gateway would. */
export interface SubgraphCaller {
  /** Anonymous unless a principal is given. */
  send(
    query: string,
    variables?: Record<string, unknown>,
    principal?: Principal,
  ): Promise<SubgraphResponse>;
  /** The same, for what must succeed: throws when there are errors. */
  read(
    query: string,
    variables?: Record<string, unknown>,
    principal?: Principal,
    // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asked for
  ): Promise<any>;
}

export function createSubgraphCaller(
  url: string,
  vouched: { identity: TestIdentity; audience: string },
): SubgraphCaller {
  const send: SubgraphCaller['send'] = (query, variables = {}, principal) =>
    callSubgraph(url, {
      ...{ ...vouched, query, variables },
      ...(principal !== undefined && { principal }),
    });
  return {
    send,
    async read(...request) {
      const { body } = await send(...request);
      if (body.errors !== undefined) throw new Error(JSON.stringify(body.errors));
      return body.data;
    },
  };
}
