import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@causeway/subgraph-kit';
import { EventRefusedError, type EventTransport } from '../transport/event-transport.ts';
import { retryDelayMs } from '../transport/retry-delay.ts';
import type { Outbox, WaitingEvent } from './outbox.ts';

/** A NOTIFY in every transaction would line up their commits; looking costs an index that is empty. */
const POLL_MS = 100;
const LONGEST_WAIT_MS = 5_000;
const RETENTION_MS = 86_400_000;
const CLEANING_MS = 60_000;

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
  while (!signal.aborted) {
    const waiting = await outbox.readWaiting();
    if (waiting.length > 0) await publishUntilTaken(work, waiting);
    if (performance.now() >= nextCleaningMs) {
      const isDone = await outbox.deletePublished(new Date(Date.now() - RETENTION_MS));
      nextCleaningMs = performance.now() + (isDone ? CLEANING_MS : 0);
    }
    if (waiting.length === 0) await sleep(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** Holds up everything after it: a broker that does not take this takes nothing else either. */
async function publishUntilTaken(work: RelayWork, waiting: readonly WaitingEvent[]): Promise<void> {
  const { outbox, logger, signal } = work;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await publish(work, waiting);
    } catch (error) {
      signal.throwIfAborted();
      const lagSeconds = await outbox.lagSeconds();
      logger.warn({ reason: String(error), attempt, lagSeconds }, 'events not published');
      await sleep(Math.min(LONGEST_WAIT_MS, retryDelayMs(attempt)), undefined, { signal });
    }
  }
}

async function publish(work: RelayWork, waiting: readonly WaitingEvent[]): Promise<void> {
  const { outbox, transport, logger } = work;
  try {
    await transport.publish(waiting.map(({ event }) => event));
    await outbox.markPublished(waiting.map(({ position }) => position));
  } catch (error) {
    if (!(error instanceof EventRefusedError)) throw error;
    // Which of them it is shows when they are published alone.
    const [first] = waiting;
    if (first === undefined) return;
    if (waiting.length > 1) return publish(work, [first]);
    await outbox.bury(first, String(error.cause));
    logger.error({ reason: String(error.cause), eventId: first.event.id }, 'event refused');
  }
}
