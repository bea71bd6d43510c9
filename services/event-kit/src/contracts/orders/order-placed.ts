import { z } from 'zod';
import { defineEvent } from '../define-event.ts';
import { orderState } from './order-state.ts';

/** An order was placed; whoever keeps the stock needs its lines. */
export const orderPlaced = defineEvent({
  type: 'causeway.orders.order-placed.v1',
  aggregate: 'order',
  data: z.object({
    ...orderState,
    currency: z.string(),
    itemsTotalMinor: z.int(),
    shippingTotalMinor: z.int(),
    totalMinor: z.int(),
    lines: z.array(
      z.object({
        variantId: z.uuid(),
        productId: z.uuid(),
        sku: z.string(),
        quantity: z.int(),
        unitPriceMinor: z.int(),
      }),
    ),
  }),
});
