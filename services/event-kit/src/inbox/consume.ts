import type { Logger } from '@causeway/subgraph-kit';
import type { EventGroup } from '../contracts/define-group.ts';
import type { EventClient, EventTransaction } from '../database/event-client.ts';
import type { EventTransport } from '../transport/event-transport.ts';
import { createFailureCount } from './create-failure-count.ts';
import { createInbox } from './create-inbox.ts';
import type { EventHandler } from './event-handler.ts';
import { handleDelivery } from './handle-delivery.ts';
import { startHousekeeping } from './start-housekeeping.ts';

/** Each takes a connection of the service's pool, which its requests need as well. */
const CONCURRENCY = 5;
const ATTEMPTS = 15;

export interface Consumption<T extends EventTransaction> {
  readonly transport: EventTransport;
  /** The service's client, whose schema has the tables `inbox` and `dead_letter`. */
  readonly client: EventClient<T>;
  /** Whose events these are; its processes share them. */
  readonly group: EventGroup;
  /** One for each type that the group wants. */
  readonly handlers: readonly EventHandler<T>[];
  readonly logger: Logger;
  /** How many events are handled at once; five unless told. */
  readonly concurrency?: number;
  /**
   * After how many failures of its own, in one process, an event goes to the dead letters; 15 unless told,
   * which takes ten minutes. Those of the database do not count.
   */
  readonly attempts?: number;
}

/**
 * Handles events: each has its effect once, those of one aggregate in their order. An event that fails is
 * tried again, and those of its aggregate wait; after `attempts` failures of its own, or at once when it can
 * never be understood, it goes to the dead letters and the others go on. Subscribes without being waited for, so
 * that a service starts while the broker is away.
 *
 * @throws {TypeError} if the handlers are not those of the group's types
 */
export function consume<T extends EventTransaction>(
  consumption: Consumption<T>,
): { readonly subscribed: Promise<void>; close(): Promise<void> } {
  const { transport, client, group, handlers, logger } = consumption;
  const { concurrency = CONCURRENCY, attempts = ATTEMPTS } = consumption;
  const { name, types } = group;
  const work = {
    inbox: createInbox(client, name),
    handlers: handlersByType(group, handlers),
    attempts,
    failures: createFailureCount(),
    logger: logger.child({ group: name }),
  };
  const subscription = transport.subscribe({
    group: name,
    types,
    concurrency,
    handle: (delivery) => handleDelivery(delivery, work),
  });
  const housekeeping = startHousekeeping(work);
  let isClosed = false;
  let close = async () => {};
  const subscribed = subscription.then(async (opened) => {
    close = opened.close;
    if (isClosed) await opened.close();
  });
  // The transport tells of its failures, and ends with one only when it is closed.
  subscribed.catch(() => undefined);
  return {
    subscribed,
    async close() {
      isClosed = true;
      await Promise.all([close(), housekeeping.close()]);
    },
  };
}

/** Without a handler, a type that the broker keeps for the group would end among the dead letters. */
function handlersByType<T extends EventTransaction>(
  { name, types }: EventGroup,
  handlers: readonly EventHandler<T>[],
): ReadonlyMap<string, EventHandler<T>> {
  const byType = new Map(handlers.map((handler) => [handler.contract.type, handler]));
  const handled = [...byType.keys()].sort().join(', ');
  const wanted = types.toSorted().join(', ');
  if (handled === wanted) return byType;
  throw new TypeError(`${name} wants ${wanted}, and has handlers for ${handled}.`);
}
