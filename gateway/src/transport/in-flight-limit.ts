import type { InFlightSettings } from '../config/in-flight-settings.ts';
import { cancelled } from '../errors/cancelled.ts';
import type { GatewayError } from '../errors/gateway-error.ts';

/** How many requests are in flight to one subgraph; some more wait for their turn, for a short while. */
export interface InFlightLimit {
  /**
   * Takes a place, to be given back by `leave`: undefined if there is one now. Else resolves when there is
   * one, or rejects: with what `overloaded` makes, or REQUEST_CANCELLED when the signal is aborted.
   */
  enter(signal: AbortSignal, mostMs: number): Promise<void> | undefined;
  leave(): void;
}

type Start = () => void;

export function createInFlightLimit(
  { max, queue, queueTimeoutMs }: InFlightSettings,
  overloaded: () => GatewayError,
): InFlightLimit {
  /** In the order of their arrival. */
  const waiting = new Set<Start>();
  let inFlight = 0;

  function wait(signal: AbortSignal, mostMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const leaveQueue = () => {
        waiting.delete(start);
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
      };
      const start = () => {
        leaveQueue();
        resolve();
      };
      const onAbort = () => {
        leaveQueue();
        reject(cancelled());
      };
      const timer = setTimeout(
        () => {
          leaveQueue();
          reject(overloaded());
        },
        Math.min(queueTimeoutMs, mostMs),
      );
      waiting.add(start);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  return {
    enter(signal, mostMs) {
      if (inFlight < max) {
        inFlight += 1;
        return undefined;
      }
      if (waiting.size >= queue) return Promise.reject(overloaded());
      if (signal.aborted) return Promise.reject(cancelled());
      return wait(signal, mostMs);
    },
    leave() {
      const [next] = waiting;
      // Who waited longest takes the place over.
      if (next === undefined) inFlight -= 1;
      else next();
    },
  };
}
