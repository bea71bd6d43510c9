import { setTimeout as sleep } from 'node:timers/promises';
import type { UserPrincipal } from '@causeway/subgraph-kit';
import type { TestIdentity } from '@causeway/test-kit';
import { pick, type Random } from '../random.ts';

const DEADLINE_MS = 10_000;
const RETRY_MS = 100;

/** Asks orders until it answers. */
export type AskOrders = (
  principal: UserPrincipal,
  query: string,
  variables: Readonly<Record<string, unknown>>,
) => Promise<Answer>;

export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: each asker knows what it asked for
  readonly data: any;
  /** How often it was sent. */
  readonly sent: number;
}

/**
 * Sends requests to any process of orders, as clients do: what is not answered, or answered with an
 * error, is sent again as it was, until `signal` is aborted.
 */
export function createAskOrders(options: {
  urls: readonly string[];
  identity: TestIdentity;
  random: Random;
  signal: AbortSignal;
}): AskOrders {
  const { urls, identity, random, signal } = options;
  return async (principal, query, variables) => {
    const body = JSON.stringify({ query, variables });
    for (let sent = 1; ; sent += 1) {
      signal.throwIfAborted();
      const data = await askOnce(pick(urls, random), { body, principal }).catch(() => null);
      if (data !== null) return { data, sent };
      await sleep(RETRY_MS * (0.5 + random()), undefined, { signal });
    }
  };

  async function askOnce(url: string, request: { body: string; principal: UserPrincipal }) {
    const { body, principal } = request;
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'causeway-assertion': identity.sign({ audience: 'orders', body, principal }),
      },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]),
    });
    const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
    return errors === undefined ? data : null;
  }
}
