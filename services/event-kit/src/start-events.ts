import type { Logger } from '@causeway/subgraph-kit';
import type { EventGroup } from './contracts/define-group.ts';
import type { EventClient, EventTransaction } from './database/event-client.ts';
import { closeInTime } from './deadlines/close-in-time.ts';
import { consume } from './inbox/consume.ts';
import type { EventHandler } from './inbox/event-handler.ts';
import { startRelay } from './outbox/start-relay.ts';
import { createEventTransport } from './transport/create-event-transport.ts';

/** A process has five seconds to close, and more to close than this. */
const WORK_DEADLINE_MS = 2_500;
const TRANSPORT_DEADLINE_MS = 1_000;

export interface ServiceEvents<T extends EventTransaction> {
  /** What carries events: the setting EVENTS_URL. */
  readonly eventsUrl: string;
  /** Of the service's app role. */
  readonly databaseUrl: string;
  /** The PostgreSQL schema that has the outbox. */
  readonly schema: string;
  readonly logger: Logger;
  /** What the service hears of, if anything. */
  readonly hears?: {
    readonly client: EventClient<T>;
    readonly group: EventGroup;
    /** One for each type that the group wants. */
    readonly handlers: readonly EventHandler<T>[];
  };
}

/**
 * Publishes what a service appends to its outbox, and handles the events that it wants to hear of, until
 * it is closed; that takes three and a half seconds at the longest, whatever the broker does.
 *
 * @throws {TypeError} if no transport has the address's scheme, or the handlers are not those of the group
 */
export function startEvents<T extends EventTransaction>({
  eventsUrl,
  databaseUrl,
  schema,
  logger,
  hears,
}: ServiceEvents<T>): { close(): Promise<void> } {
  const transport = createEventTransport(eventsUrl, { logger });
  const consumer = hears && consume({ ...hears, transport, logger });
  consumer?.subscribed.then(
    () => logger.info({ group: hears?.group.name }, 'subscribed'),
    () => undefined,
  );
  const relay = startRelay({ databaseUrl, schema, transport, logger });
  const closeWork = (what: string, work: { close(): Promise<void> } | undefined) =>
    closeInTime({ what, deadlineMs: WORK_DEADLINE_MS, logger }, async () => work?.close());
  return {
    async close() {
      await Promise.all([closeWork('the consumer', consumer), closeWork('the relay', relay)]);
      const bounds = { what: 'the transport', deadlineMs: TRANSPORT_DEADLINE_MS, logger };
      await closeInTime(bounds, () => transport.close());
    },
  };
}
