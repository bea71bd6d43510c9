import type { EventTransport, Subscription } from './event-transport.ts';

export interface BrokerSubscription {
  /** Resolves when it stands for the first time. */
  readonly opened: Promise<void>;
  close(): Promise<void>;
}

/** A transport of what publishes to a broker and what subscribes there; closing it closes both. */
export function createBrokerTransport(
  publisher: Pick<EventTransport, 'publish' | 'close'>,
  subscribe: (subscription: Subscription) => BrokerSubscription,
): EventTransport {
  const subscriptions = new Set<BrokerSubscription>();
  return {
    publish: publisher.publish,
    async subscribe(subscription) {
      const subscribed = subscribe(subscription);
      subscriptions.add(subscribed);
      await subscribed.opened;
      return subscribed;
    },
    async close() {
      await Promise.all([...subscriptions].map((each) => each.close()));
      await publisher.close();
    },
  };
}
