import type { EventContract } from '../contracts/define-event.ts';
import type { EventTransaction } from '../database/event-client.ts';
import type { CloudEvent } from '../envelope/cloud-event.ts';

/** What a consumer does about one type of event. */
export interface EventReaction<E, T, P> {
  /**
   * What has to be done outside of a transaction, such as asking another service; its result is handed to
   * `apply`. It may be done more than once for one event, so doing it again must change nothing.
   */
  readonly prepare?: (event: E, signal: AbortSignal) => Promise<P>;
  /** The effect, in the transaction that also notes that the event was handled: so it is once. */
  readonly apply: (event: E, transaction: T, prepared: P) => Promise<void>;
}

/** A reaction with the contract that it reacts to, made by `on`. */
export interface EventHandler<T> {
  readonly contract: EventContract;
  readonly reaction: EventReaction<CloudEvent, T, unknown>;
}

/** Says what is to be done when an event of that contract arrives. */
export function on<D, T extends EventTransaction, P = undefined>(
  contract: EventContract<D>,
  reaction: EventReaction<CloudEvent<D>, T, P>,
): EventHandler<T> {
  // Whoever calls it has parsed the event by this contract, and hands over what `prepare` returned.
  return { contract, reaction } as unknown as EventHandler<T>;
}
