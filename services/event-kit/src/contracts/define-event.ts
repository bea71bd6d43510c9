import type { z } from 'zod';
import type { CloudEvent } from '../envelope/cloud-event.ts';

/** What publishers and consumers of one type of event agree on. */
export interface EventContract<D = unknown> {
  /** Its name, with the version of its form: `causeway.orders.order-placed.v1`. */
  readonly type: string;
  /** `/services/orders`. */
  readonly source: string;
  /** What `subject` is the id of. Events of one aggregate are delivered in order, whatever their type. */
  readonly aggregate: string;
  readonly data: z.ZodType<D>;
}

/** The event that a contract describes. */
export type EventOf<C> = C extends EventContract<infer D> ? CloudEvent<D> : never;

const TYPE = /^causeway\.([a-z]+)\.[a-z]+(?:-[a-z]+)*\.v[1-9]\d*$/;

/**
 * Describes a type of event. What is added to `data` later must be optional; anything else that changes
 * is another version, published beside the first for as long as someone reads that.
 *
 * @throws {TypeError} if the type is not `causeway.<service>.<what-happened>.v<version>`
 */
export function defineEvent<D>(definition: Omit<EventContract<D>, 'source'>): EventContract<D> {
  const service = TYPE.exec(definition.type)?.[1];
  if (service === undefined) {
    throw new TypeError(
      `"${definition.type}" cannot name an event: write causeway.<service>.<what-happened>.v<version>.`,
    );
  }
  return Object.freeze({ ...definition, source: `/services/${service}` });
}
