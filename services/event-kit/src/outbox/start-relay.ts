import type { Logger } from '@causeway/subgraph-kit';
import { createWakeUp } from '../deadlines/create-wake-up.ts';
import { withDeadline } from '../deadlines/with-deadline.ts';
import type { EventTransport } from '../transport/event-transport.ts';
import { retryDelayMs } from '../transport/retry-delay.ts';
import { openOutbox } from './outbox.ts';
import { relayEvents } from './relay-events.ts';

const LONGEST_WAIT_MS = 5_000;
const CLOSE_DEADLINE_MS = 2_000;

export interface RelayOptions {
  /** Of the service's app role. */
  readonly databaseUrl: string;
  /** The PostgreSQL schema that has the outbox. */
  readonly schema: string;
  readonly transport: EventTransport;
  readonly logger: Logger;
}

/**
 * Publishes what is in a service's outbox, in every process of the service: one of them does it, the
 * others wait for its database connection to end. Nothing ends it but `close`: whatever fails is tried
 * again.
 */
export function startRelay(options: RelayOptions): { close(): Promise<void> } {
  const { logger } = options;
  const closing = new AbortController();
  const wakeUp = createWakeUp();
  const run = async () => {
    for (let attempt = 1; !closing.signal.aborted; attempt += 1) {
      try {
        await using outbox = await openOutbox(options);
        await outbox.awaitTurn(closing.signal);
        attempt = 0;
        await relayEvents({ ...options, outbox, signal: closing.signal });
      } catch (error) {
        if (closing.signal.aborted) return;
        logger.warn({ reason: String(error) }, 'relay of events interrupted');
        await wakeUp.wait(Math.min(LONGEST_WAIT_MS, retryDelayMs(attempt)));
      }
    }
  };
  const running = run();
  return {
    async close() {
      closing.abort();
      wakeUp.call();
      // A broker that does not answer is not waited for: what it took is published again, that is all.
      await withDeadline(CLOSE_DEADLINE_MS, 'the last publish', () => running).catch(
        () => undefined,
      );
    },
  };
}
