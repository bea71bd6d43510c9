import { z } from 'zod';
import { defineEvent } from '../define-event.ts';
import { orderChange } from './order-state.ts';

export const orderFulfilled = defineEvent({
  type: 'causeway.orders.order-fulfilled.v1',
  aggregate: 'order',
  data: z.object(orderChange),
});
