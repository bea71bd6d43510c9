import type { Logger } from '@causeway/subgraph-kit';
import type { EventTransaction } from '../database/event-client.ts';
import type { CloudEvent } from '../envelope/cloud-event.ts';
import type { Delivery } from '../transport/event-transport.ts';
import type { FailureCount } from './create-failure-count.ts';
import type { GivenUp, Inbox } from './create-inbox.ts';
import type { EventHandler } from './event-handler.ts';
import { isInfrastructureFault } from './is-infrastructure-fault.ts';
import { understandEvent } from './understand-event.ts';

/** What a consumer works with. */
export interface ConsumerWork<T extends EventTransaction> {
  readonly inbox: Inbox<T>;
  readonly handlers: ReadonlyMap<string, EventHandler<T>>;
  /** After how many failures of its own an event is given up. */
  readonly attempts: number;
  readonly failures: FailureCount;
  readonly logger: Logger;
}

/**
 * Handles one delivery. Resolves when nothing more is to be done about it: it has had its effect, now or
 * before, or is among the dead letters. Rejects when it is to come again.
 */
export async function handleDelivery<T extends EventTransaction>(
  { body, attempt }: Delivery,
  work: ConsumerWork<T>,
): Promise<void> {
  const understood = understandEvent(body, work.handlers);
  if (understood.kind === 'faulty') {
    const { eventId, error } = understood;
    return giveUp(work, { eventId, body, error, attempts: attempt });
  }
  const { event } = understood;
  try {
    if (understood.kind === 'unknown') throw new UnknownTypeError(event.type);
    await handle(event, understood.handler, work);
  } catch (error) {
    if (isInfrastructureFault(error)) {
      work.logger.warn({ ...label(event), attempt, reason: String(error) }, 'event held up');
      throw error;
    }
    if (work.failures.add(event.id) < work.attempts) {
      work.logger.warn({ ...label(event), attempt, reason: String(error) }, 'event failed');
      throw error;
    }
    await giveUp(work, { eventId: event.id, body, error, attempts: attempt });
  }
  work.failures.forget(event.id);
}

class UnknownTypeError extends Error {
  override readonly name = 'UnknownTypeError';

  constructor(type: string) {
    super(`No handler for ${type}`);
  }
}

async function handle<T extends EventTransaction>(
  event: CloudEvent,
  { reaction }: EventHandler<T>,
  { inbox, logger }: ConsumerWork<T>,
): Promise<void> {
  const isNew = await inbox.once(event.id, (transaction) => reaction.apply(event, transaction));
  const delayMs = Date.now() - Date.parse(event.time);
  logger.debug({ ...label(event), delayMs, isNew }, 'event handled');
}

/** Rejects when it cannot be written, so that nothing is lost: the event comes again. */
async function giveUp<T extends EventTransaction>(
  { inbox, logger }: ConsumerWork<T>,
  given: GivenUp,
): Promise<void> {
  if (!(await inbox.giveUp(given))) return;
  const { eventId, attempts, error } = given;
  logger.error({ eventId, attempts, reason: String(error) }, 'event given up');
}

/** What a log line says of an event: nothing of its data. */
function label({ id, type, partitionkey, traceparent }: CloudEvent) {
  return { eventId: id, type, partitionKey: partitionkey, traceparent };
}
