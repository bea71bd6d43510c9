import type { EventTransaction } from '../database/event-client.ts';
import type { RequeuedEvent } from './create-inbox.ts';
import type { ConsumerWork } from './handle-delivery.ts';
import { isInfrastructureFault } from './is-infrastructure-fault.ts';
import { understandEvent } from './understand-event.ts';

/**
 * Handles dead letters that someone has marked, without the broker: its other consumers are to have
 * nothing of it. What fails again stays a dead letter.
 */
export async function retryRequeued<T extends EventTransaction>(
  work: ConsumerWork<T>,
): Promise<void> {
  const { inbox, logger } = work;
  for (const requeued of await inbox.findRequeued()) {
    try {
      await retry(requeued, work);
      logger.info({ deadLetter: String(requeued.id) }, 'dead letter handled');
    } catch (error) {
      // It stays marked, for when the database can do it.
      if (isInfrastructureFault(error)) throw error;
      await inbox.giveUpAgain(requeued, error);
      logger.error({ deadLetter: String(requeued.id), reason: String(error) }, 'event given up');
    }
  }
}

async function retry<T extends EventTransaction>(
  requeued: RequeuedEvent,
  { inbox, handlers }: ConsumerWork<T>,
): Promise<void> {
  const understood = understandEvent(requeued.event, handlers);
  switch (understood.kind) {
    case 'faulty':
      throw understood.error;
    case 'unknown':
      throw new Error(`No handler for ${understood.event.type}`);
    case 'understood': {
      const { event, handler } = understood;
      await inbox.handleRequeued(requeued, event.id, (transaction) =>
        handler.reaction.apply(event, transaction),
      );
    }
  }
}
