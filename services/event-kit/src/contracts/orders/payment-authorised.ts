import { z } from 'zod';
import { defineEvent } from '../define-event.ts';
import { orderState } from './order-state.ts';

/** The money for an order is held, so that what is held for it can be sold. */
export const paymentAuthorised = defineEvent({
  type: 'causeway.orders.payment-authorised.v1',
  aggregate: 'order',
  data: z.object(orderState),
});
