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
async function publishUntilTaken(
  { outbox, transport, logger, signal }: RelayWork,
  waiting: readonly WaitingEvent[],
): Promise<void> {
  let left = waiting;
  for (let attempt = 1; left.length > 0; attempt += 1) {
    try {
      await transport.publish(left.map(({ event }) => event));
      await outbox.markPublished(left.map(({ position }) => position));
      return;
    } catch (error) {
      const refused = findRefused(left, error);
      if (refused !== undefined) {
        logger.error({ err: error, eventId: refused.event.id }, 'event cannot be published');
        await outbox.bury(refused, String(error));
        left = left.filter((each) => each !== refused);
        continue;
      }
      const lagSeconds = await outbox.lagSeconds();
      logger.warn({ reason: String(error), attempt, lagSeconds }, 'events not published');
      await sleep(Math.min(LONGEST_WAIT_MS, retryDelayMs(attempt)), undefined, { signal });
    }
  }
}

function findRefused(waiting: readonly WaitingEvent[], error: unknown): WaitingEvent | undefined {
  if (!(error instanceof EventRefusedError)) return undefined;
  return waiting.find(({ event }) => event.id === error.eventId);
}
