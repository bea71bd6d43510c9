import { z } from 'zod';

/**
 * CloudEvents 1.0 in its structured JSON form, with the extensions Partitioning (`partitionkey`),
 * Sequence (`sequence`) and Distributed Tracing (`traceparent`).
 */
export const cloudEvent = z.object({
  specversion: z.literal('1.0'),
  /** A UUID of version 7: the same on every delivery of one event. */
  id: z.uuid(),
  /** Who says so: `/services/orders`. */
  source: z.string().min(1).max(256),
  /** What happened, with the version of its form: `causeway.orders.order-placed.v1`. */
  type: z.string().min(1).max(128),
  /** The id of the aggregate. */
  subject: z.string().min(1).max(128),
  time: z.iso.datetime(),
  datacontenttype: z.literal('application/json'),
  /** Events with the same key are delivered in the order in which they happened: `order/<id>`. */
  partitionkey: z.string().min(1).max(256),
  /** The aggregate's version after the event, in digits. */
  sequence: z.string().regex(/^\d{1,15}$/),
  /** W3C Trace Context §3.2. */
  traceparent: z.string().max(256).optional(),
  data: z.unknown(),
});

type Envelope = Readonly<z.output<typeof cloudEvent>>;

/** An event with its attributes; `data` has the form that the contract of its type describes. */
export type CloudEvent<D = unknown> = Omit<Envelope, 'data'> & { readonly data: D };
