import { z } from 'zod';
import { defineEvent } from '../define-event.ts';
import { orderChange } from './order-state.ts';

export const orderCancelled = defineEvent({
  type: 'causeway.orders.order-cancelled.v1',
  aggregate: 'order',
  data: z.object(orderChange),
});
