import type { CloudEvent } from '../envelope/cloud-event.ts';

/** Carries events from those who publish to those who subscribe: a broker, or what stands in for one. */
export interface EventTransport {
  /**
   * Resolves when the broker has the events durably, those of one partition key in the given order.
   * Rejects within a deadline otherwise: some may have been taken all the same. Rejects with
   * EventRefusedError when the broker will never take one of them.
   */
  publish(events: readonly CloudEvent[]): Promise<void>;
  /**
   * Hands over what is published from now on, at least once; what has one partition key in order, other
   * keys beside it up to `concurrency`. Resolves when the broker knows of the group, however long it is
   * away before.
   */
  subscribe(subscription: Subscription): Promise<{ close(): Promise<void> }>;
  close(): Promise<void>;
}

export interface Subscription {
  /** Processes with the same group share its events; every group gets all of them. */
  readonly group: string;
  readonly types: readonly string[];
  /** How many events are in work at once, at the most. */
  readonly concurrency: number;
  /**
   * A delivery that it rejects comes again after a backoff, and holds back nothing but its own partition.
   */
  handle(delivery: Delivery): Promise<void>;
}

export interface Delivery {
  /** What was published, if the publisher is one of ours; to be parsed. */
  readonly body: unknown;
  /** How often it was handed over, this time included; kills count where the broker counts them. */
  readonly attempt: number;
}

/** The broker will never take one of the events, whatever is done about it: it is too large, say. */
export class EventRefusedError extends Error {
  override readonly name = 'EventRefusedError';

  constructor(options: ErrorOptions) {
    super('The broker refuses an event.', options);
  }
}
