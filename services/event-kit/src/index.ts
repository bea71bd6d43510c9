export { defineEvent } from './contracts/define-event.ts';
export { defineGroup, type EventGroup } from './contracts/define-group.ts';
export { catalogReservations, eventGroups, ordersSaga } from './contracts/event-groups.ts';
export type { EventClient, EventTransaction } from './database/event-client.ts';
export type { CloudEvent } from './envelope/cloud-event.ts';
export { createEvent, type EventFacts } from './envelope/create-event.ts';
export { type Consumption, consume } from './inbox/consume.ts';
export { type EventHandler, type EventReaction, on } from './inbox/event-handler.ts';
export { appendEvent } from './outbox/append-event.ts';
export { type RelayOptions, startRelay } from './outbox/start-relay.ts';
export { type ServiceEvents, startEvents } from './start-events.ts';
export { createEventTransport } from './transport/create-event-transport.ts';
export {
  type Delivery,
  EventRefusedError,
  type EventTransport,
  type Subscription,
} from './transport/event-transport.ts';
