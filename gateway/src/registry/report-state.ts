import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@causeway/subgraph-kit/service';
import { request } from 'undici';
import type { RegistrySettings } from '../config/registry-settings.ts';

const EVERY_MS = 60_000;
const DEADLINE_MS = 5_000;

/** What this gateway tells the registry of itself. */
export interface GatewayState {
  readonly serving: number | null;
  readonly refused: { readonly number: number; readonly reason: string; readonly at: Date } | null;
}

export interface StateReports {
  /** Tells at once, and each minute until there is other news. */
  tell(state: GatewayState): void;
  stop(): void;
}

/** Tells the registry which version this gateway serves. When it cannot be told, nothing else suffers. */
export function reportState({ url, graph, token }: RegistrySettings, logger: Logger): StateReports {
  const address = new URL(`/gateways/${graph.replace('@', '/')}`, url);
  const instance = `${hostname()}-${process.pid}`;
  const stopped = new AbortController();
  let round = new AbortController();

  async function send(state: GatewayState, signal: AbortSignal): Promise<void> {
    const { statusCode, body } = await request(address, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ instance, ...state }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]),
    });
    await body.dump();
    if (statusCode !== 204) logger.warn({ statusCode }, 'the registry takes no report of state');
  }

  async function keepTelling(state: GatewayState, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await send(state, signal).catch((error) => {
        if (!signal.aborted) logger.debug({ reason: String(error) }, 'state not reported');
      });
      await sleep(EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  return {
    tell(state) {
      round.abort();
      round = new AbortController();
      void keepTelling(state, AbortSignal.any([round.signal, stopped.signal]));
    },
    stop: () => stopped.abort(),
  };
}
