import { z } from 'zod';
import { defineEvent } from '../define-event.ts';

/** All lines of an order are held for it. */
export const stockReserved = defineEvent({
  type: 'causeway.catalog.stock-reserved.v1',
  aggregate: 'reservation',
  data: z.object({
    orderId: z.uuid(),
    /** After this they may be given back. */
    expiresAt: z.iso.datetime(),
  }),
});
