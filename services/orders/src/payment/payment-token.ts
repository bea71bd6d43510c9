import { z } from 'zod';

/** What a provider gives a client to stand for a means of payment: we pass it on and read nothing in it. */
export const paymentToken = z
  .string()
  .regex(/^[A-Za-z0-9\-._~:=+/]{1,200}$/, 'must be 1 to 200 letters, digits or `-._~:=+/`');
