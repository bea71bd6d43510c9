import { z } from 'zod';
import { defineEvent } from '../define-event.ts';
import { orderChange } from './order-state.ts';

export const orderRejected = defineEvent({
  type: 'causeway.orders.order-rejected.v1',
  aggregate: 'order',
  data: z.object(orderChange),
});
