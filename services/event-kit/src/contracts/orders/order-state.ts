import { z } from 'zod';

/** What every event of an order says of it. */
export const orderState = {
  orderId: z.uuid(),
  /** What people call it by. */
  number: z.string(),
  userId: z.uuid(),
  /** After the event. */
  status: z.string(),
};

/** What an event adds that tells of a change of status. */
export const orderChange = {
  ...orderState,
  /** The status before. */
  from: z.string(),
  reason: z.string().nullable(),
};
