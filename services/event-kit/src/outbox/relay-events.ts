import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@causeway/subgraph-kit';
import { EventRefusedError, type EventTransport } from '../transport/event-transport.ts';
import { retryDelayMs } from '../transport/retry-delay.ts';
import type { Outbox, WaitingEvent } from './outbox.ts';

/** A NOTIFY in every transaction would line up their commits; looking costs an index that is empty. */
const POLL_MS = 20;
const LARGEST_BATCH = 200;
const BATCH_GROWTH = 10;
const LONGEST_WAIT_MS = 5_000;
const RETENTION_MS = 86_400_000;
const CLEANING_MS = 60_000;
const LOOK_AT_LAG_MS = 10_000;
/** An event that waits for longer than this, though the broker takes events, is worth a line. */
const LONG_LAG_SECONDS = 10;

export interface RelayWork {
  readonly outbox: Outbox;
  readonly transport: EventTransport;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/**
 * Publishes what is waiting, in its order, for as long as the outbox's session lasts. An event is marked
 * after the broker has it: killed in between, it is published twice, which consumers' inboxes absorb.
 */
export async function relayEvents(work: RelayWork): Promise<void> {
  const { outbox, signal } = work;
  let nextCleaningMs = 0;
  const publishing = createPublishing(work);
  const watchLag = createLagWatch(work);
  while (!signal.aborted) {
    const outcome = await publishing.publishNext();
    if (outcome === 'published') await watchLag();
    if (performance.now() >= nextCleaningMs) {
      const isDone = await outbox.deletePublished(new Date(Date.now() - RETENTION_MS));
      nextCleaningMs = performance.now() + (isDone ? CLEANING_MS : 0);
    }
    if (outcome === 'idle') await sleep(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
  await publishing.mark();
}

/** Says now and then, as long as it is so, that events come faster than they are published. */
function createLagWatch({ outbox, logger }: RelayWork): () => Promise<void> {
  let nextLookMs = 0;
  return async () => {
    if (performance.now() < nextLookMs) return;
    nextLookMs = performance.now() + LOOK_AT_LAG_MS;
    const lagSeconds = await outbox.lagSeconds();
    if (lagSeconds !== null && lagSeconds > LONG_LAG_SECONDS) {
      logger.warn({ lagSeconds }, 'outbox lags');
    }
  };
}

/**
 * `publishNext` publishes a batch, which its next call marks, or else `mark`. After a failure the next has
 * half as many: a broker that is too slow for a batch within its deadline is not for a smaller one.
 */
function createPublishing(work: RelayWork) {
  const { outbox, logger, signal } = work;
  let batchSize = LARGEST_BATCH;
  let failures = 0;
  let published: readonly string[] = [];

  async function publishNext(): Promise<'published' | 'failed' | 'idle'> {
    const waiting = await outbox.advance(published, batchSize);
    published = [];
    if (waiting.length === 0) return 'idle';
    try {
      published = await publish(work, waiting);
      failures = 0;
      batchSize = Math.min(LARGEST_BATCH, batchSize + BATCH_GROWTH);
      return 'published';
    } catch (error) {
      signal.throwIfAborted();
      failures += 1;
      batchSize = Math.ceil(batchSize / 2);
      const lagSeconds = await outbox.lagSeconds();
      logger.warn({ reason: String(error), attempt: failures, lagSeconds }, 'events not published');
      await sleep(Math.min(LONGEST_WAIT_MS, retryDelayMs(failures)), undefined, { signal });
      return 'failed';
    }
  }
  return { publishNext, mark: () => outbox.advance(published, 0) };
}

/** Returns the places of those that the broker has. */
async function publish(
  work: RelayWork,
  waiting: readonly WaitingEvent[],
): Promise<readonly string[]> {
  const { outbox, transport, logger } = work;
  try {
    await transport.publish(waiting.map(({ event }) => event));
    return waiting.map(({ position }) => position);
  } catch (error) {
    if (!(error instanceof EventRefusedError)) throw error;
    // Which of them it is shows when it is alone.
    if (waiting.length > 1) return publish(work, waiting.slice(0, Math.ceil(waiting.length / 2)));
    const [first] = waiting;
    if (first === undefined) return [];
    await outbox.bury(first, String(error.cause));
    logger.error({ reason: String(error.cause), eventId: first.event.id }, 'event refused');
    return [];
  }
}
