import type { Logger } from '@causeway/subgraph-kit/service';
import { request } from 'undici';
import type { RegistrySettings } from '../config/registry-settings.ts';
import { reasonOf } from '../errors/reason-of.ts';
import { pause, pauseAfter } from './pause.ts';

const EVERY_MS = 60_000;
const DEADLINE_MS = 5_000;

/** What this gateway tells the registry of itself. */
export interface GatewayState {
  readonly serving: number | null;
  readonly refused: { readonly number: number; readonly reason: string; readonly at: Date } | null;
}

export interface StateReports {
  /** Tells at once, again until the registry has heard it, and each minute until there is other news. */
  tell(state: GatewayState): void;
  stop(): void;
}

/** Tells the registry which version this gateway serves. When it cannot be told, nothing else suffers. */
export function reportState(
  { url, graph, token }: RegistrySettings,
  { instance, logger }: { instance: string; logger: Logger },
): StateReports {
  const address = new URL(`/gateways/${graph.replace('@', '/')}`, url);
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
    for (let failures = 0; !signal.aborted; ) {
      try {
        await send(state, signal);
        failures = 0;
        await pause(EVERY_MS, signal);
      } catch (error) {
        if (signal.aborted) return;
        logger.debug({ reason: reasonOf(error) }, 'state not reported');
        failures += 1;
        await pauseAfter(error, failures, signal);
      }
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
