import { z } from 'zod';
import { defineEvent } from '../define-event.ts';

/** There is too little for an order, so nothing is held for it. */
export const stockShort = defineEvent({
  type: 'causeway.catalog.stock-short.v1',
  aggregate: 'reservation',
  data: z.object({
    orderId: z.uuid(),
    /** The lines that there is too little for. */
    lines: z.array(
      z.object({
        variantId: z.uuid(),
        /** How many were wanted. */
        quantity: z.int(),
        /** How many there were. */
        left: z.int(),
      }),
    ),
  }),
});
