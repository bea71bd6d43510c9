import type { Logger } from '@causeway/subgraph-kit';
import type { BrokerSubscription } from './create-broker-transport.ts';
import { retryUntilDone } from './retry-until-done.ts';

/** A connection to a broker by which a group has its events. */
export interface BrokerSession {
  /** Resolves, with the reason, when the broker gives the group's events to others. */
  readonly lost: Promise<string>;
  /** Finishes what is in work, within a deadline, and disconnects. */
  end(): Promise<void>;
}

/** Has a session for as long as it is not closed: whenever one is lost it opens another. */
export function keepSubscribed(
  { group, logger }: { group: string; logger: Logger },
  open: () => Promise<BrokerSession>,
): BrokerSubscription {
  const closing = new AbortController();
  const { signal } = closing;
  const { promise: opened, resolve, reject } = Promise.withResolvers<void>();
  const isClosing = new Promise<null>((end) => {
    signal.addEventListener('abort', () => end(null), { once: true });
  });
  const run = async () => {
    while (!signal.aborted) {
      const what = `subscribing ${group}`;
      const session = await retryUntilDone({ what, logger, signal }, open);
      resolve();
      const reason = await Promise.race([session.lost, isClosing]);
      if (reason !== null) logger.warn({ group, reason }, 'connection to broker lost');
      await session.end();
    }
  };
  const running = run().catch(reject);
  return {
    opened,
    async close() {
      closing.abort();
      await running;
    },
  };
}
