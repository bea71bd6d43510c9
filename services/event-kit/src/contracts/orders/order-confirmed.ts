import { z } from 'zod';
import { defineEvent } from '../define-event.ts';
import { orderChange } from './order-state.ts';

export const orderConfirmed = defineEvent({
  type: 'causeway.orders.order-confirmed.v1',
  aggregate: 'order',
  data: z.object(orderChange),
});
