import { createHash } from 'node:crypto';
import { z } from 'zod';
import { money } from '../money/money.ts';
import { paymentToken } from '../payment/payment-token.ts';

// RFC 3986 §2.3, "unreserved": nothing that needs quoting anywhere.
const KEY = /^[A-Za-z0-9\-._~]{8,100}$/;

export const checkoutInput = z.object({
  idempotencyKey: z.string().regex(KEY, 'must be 8 to 100 letters, digits or `-._~`'),
  expectedTotal: money.nullish().transform((expected) => expected ?? null),
  paymentToken: paymentToken.nullish().transform((token) => token ?? null),
});

export type CheckoutInput = Readonly<z.output<typeof checkoutInput>>;

/**
 * What a key is bound to: everything that the customer asked for, and nothing that may change between
 * two tries, as the cart does. The same input gives the same fingerprint in every release, or keys
 * would seem reused; a new field must leave it unchanged where it is not given.
 */
export function fingerprintOf({ expectedTotal, paymentToken: token }: CheckoutInput): string {
  const asked = expectedTotal && [expectedTotal.amountMinor, expectedTotal.currency];
  return createHash('sha256')
    .update(JSON.stringify(['checkout', asked, ...(token === null ? [] : [token])]))
    .digest('base64url');
}
