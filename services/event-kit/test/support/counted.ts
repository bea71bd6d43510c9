import { z } from 'zod';
import { type CloudEvent, createEvent, defineEvent } from '../../src/index.ts';

/** What the tests tell of: a counter that went on to a number. */
export const counted = defineEvent({
  type: 'causeway.orders.counter-counted.v1',
  aggregate: 'counter',
  data: z.object({ count: z.int(), note: z.string().optional() }),
});

export function countedEvent(counter: string, count: number, note?: string): CloudEvent {
  return createEvent(counted, {
    subject: counter,
    sequence: count,
    time: new Date(),
    data: { count, ...(note !== undefined && { note }) },
  });
}
