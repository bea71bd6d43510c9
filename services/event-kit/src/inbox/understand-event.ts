import { type CloudEvent, cloudEvent } from '../envelope/cloud-event.ts';
import type { EventHandler } from './event-handler.ts';

export type Understood<T> =
  | { readonly kind: 'understood'; readonly event: CloudEvent; readonly handler: EventHandler<T> }
  /** It can never be understood. */
  | { readonly kind: 'faulty'; readonly eventId: string | null; readonly error: Error }
  /** A process of another version may understand it. */
  | { readonly kind: 'unknown'; readonly event: CloudEvent };

/** Parses what was delivered: the envelope, then the data by the contract of its type. */
export function understandEvent<T>(
  body: unknown,
  handlers: ReadonlyMap<string, EventHandler<T>>,
): Understood<T> {
  const envelope = cloudEvent.safeParse(body);
  if (!envelope.success) return { kind: 'faulty', eventId: null, error: envelope.error };
  const event = envelope.data;
  const handler = handlers.get(event.type);
  if (handler === undefined) return { kind: 'unknown', event };
  const data = handler.contract.data.safeParse(event.data);
  if (!data.success) return { kind: 'faulty', eventId: event.id, error: data.error };
  return { kind: 'understood', event: { ...event, data: data.data }, handler };
}
