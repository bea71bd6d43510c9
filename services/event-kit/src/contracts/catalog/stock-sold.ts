import { z } from 'zod';
import { defineEvent } from '../define-event.ts';

/** What was held for an order is its own for good. */
export const stockSold = defineEvent({
  type: 'causeway.catalog.stock-sold.v1',
  aggregate: 'reservation',
  data: z.object({ orderId: z.uuid() }),
});
