import { setTimeout as sleep } from 'node:timers/promises';
import { createSlots } from './create-slots.ts';
import type { Subscription } from './event-transport.ts';
import { retryDelayMs } from './retry-delay.ts';

/** A delivery of a broker that orders by queue or partition only, with what it takes to be done with it. */
export interface KeyedDelivery {
  readonly key: string;
  readonly body: unknown;
  /** How often the broker handed it over before. */
  readonly earlierAttempts: number;
  /** Called once, when it is handled. */
  done(): void;
}

export interface PartitionRunner {
  run(delivery: KeyedDelivery): void;
  /** Resolves when nothing is in work any more. */
  settled(): Promise<void>;
}

/**
 * Handles deliveries of one key one after the other, in their order, and those of other keys beside them.
 * One that fails is tried again here after a backoff, since giving it back would put it behind or before
 * others; only its key waits meanwhile. Once `signal` aborts nothing more begins: whoever has the events
 * now hands them over again.
 */
export function createPartitionRunner(
  { concurrency, handle }: Pick<Subscription, 'concurrency' | 'handle'>,
  signal: AbortSignal,
): PartitionRunner {
  const tails = new Map<string, Promise<void>>();
  const slots = createSlots(concurrency);

  async function runUntilHandled({ body, earlierAttempts, done }: KeyedDelivery): Promise<void> {
    for (let attempt = earlierAttempts + 1; !signal.aborted; attempt += 1) {
      const isHandled = await slots.use(async () => {
        if (signal.aborted) return false;
        return handle({ body, attempt }).then(
          () => true,
          () => false,
        );
      });
      if (isHandled) return done();
      await sleep(retryDelayMs(attempt), undefined, { signal }).catch(() => undefined);
    }
  }

  return {
    run(delivery) {
      const { key } = delivery;
      const before = tails.get(key) ?? Promise.resolve();
      const tail = before
        .then(() => runUntilHandled(delivery))
        .finally(() => {
          if (tails.get(key) === tail) tails.delete(key);
        });
      tails.set(key, tail);
    },
    async settled() {
      await Promise.all(tails.values());
    },
  };
}
