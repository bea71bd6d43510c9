import { z } from 'zod';
import { defineEvent } from '../define-event.ts';

/** What was held for an order was given back, since it was not paid in time. */
export const reservationExpired = defineEvent({
  type: 'causeway.catalog.reservation-expired.v1',
  aggregate: 'reservation',
  data: z.object({ orderId: z.uuid() }),
});
