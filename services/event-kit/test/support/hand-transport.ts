import type { CloudEvent, Delivery, EventTransport, Subscription } from '../../src/index.ts';

/** A transport by hand: what is published is kept, and tests say what is delivered and when. */
export interface HandTransport extends EventTransport {
  readonly published: CloudEvent[];
  /** Hands a delivery to a group, and says what became of it. */
  deliver(group: string, delivery: Delivery): Promise<'done' | 'again'>;
}

/** `refuse` may throw for what a broker would not take. */
export function createHandTransport(refuse: (events: readonly CloudEvent[]) => void = () => {}) {
  const published: CloudEvent[] = [];
  const subscriptions = new Map<string, Subscription>();
  const transport: HandTransport = {
    published,
    async publish(events) {
      refuse(events);
      published.push(...events);
    },
    async subscribe(subscription) {
      subscriptions.set(subscription.group, subscription);
      return { close: async () => {} };
    },
    async deliver(group, delivery) {
      const handled = subscriptions.get(group)?.handle(delivery);
      if (handled === undefined) throw new Error(`${group} has not subscribed.`);
      return handled.then(
        () => 'done' as const,
        () => 'again' as const,
      );
    },
    close: async () => {},
  };
  return transport;
}
