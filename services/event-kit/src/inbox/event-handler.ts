import type { EventContract } from '../contracts/define-event.ts';
import type { EventTransaction } from '../database/event-client.ts';
import type { CloudEvent } from '../envelope/cloud-event.ts';

/** What a consumer does about one type of event. */
export interface EventReaction<E, T> {
  /** The effect, in the transaction that also notes that the event was handled: so it is once. */
  readonly apply: (event: E, transaction: T) => Promise<void>;
}

/** A reaction with the contract that it reacts to, made by `on`. */
export interface EventHandler<T> {
  readonly contract: EventContract;
  readonly reaction: EventReaction<CloudEvent, T>;
}

/** Says what is to be done when an event of that contract arrives. */
export function on<D, T extends EventTransaction>(
  contract: EventContract<D>,
  reaction: EventReaction<CloudEvent<D>, T>,
): EventHandler<T> {
  // Whoever calls it has parsed the event by this contract.
  return { contract, reaction } as unknown as EventHandler<T>;
}
