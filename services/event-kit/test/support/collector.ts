import type { CloudEvent, Delivery, EventTransport } from '../../src/index.ts';

/** What a group was handed, in the order in which it began to handle it. */
export interface Collector {
  readonly deliveries: readonly { readonly event: CloudEvent; readonly attempt: number }[];
  /** The events of one key, as they were handed over. */
  of(key: string): readonly CloudEvent[];
  close(): Promise<void>;
}

/** Subscribes a group that collects what it is handed; `handle` may fail or dawdle first. */
export async function collect(
  transport: EventTransport,
  options: {
    group: string;
    types: readonly string[];
    concurrency?: number;
    handle?: (event: CloudEvent, attempt: number) => Promise<void>;
  },
): Promise<Collector> {
  const { group, types, concurrency = 10, handle = async () => {} } = options;
  const deliveries: { event: CloudEvent; attempt: number }[] = [];
  const subscription = await transport.subscribe({
    group,
    types,
    concurrency,
    async handle({ body, attempt }: Delivery) {
      const event = body as CloudEvent;
      deliveries.push({ event, attempt });
      await handle(event, attempt);
    },
  });
  return {
    deliveries,
    of: (key) =>
      deliveries.map(({ event }) => event).filter(({ partitionkey }) => partitionkey === key),
    close: subscription.close,
  };
}
