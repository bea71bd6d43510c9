import type { Prisma, PrismaClient } from '@causeway/orders-db';
import type { CurrencyCode } from '../money/money.ts';
import type { Order } from '../orders/order.ts';
import { isAsking, type PaymentState } from './payment-state.ts';

/** Something to ask the provider, taken by one process for a while. */
export interface DueAsk {
  readonly orderId: string;
  readonly state: PaymentState;
  /** Null once it is of no more use. */
  readonly token: string | null;
  /** How often it was asked before. */
  readonly attempts: number;
  readonly amountMinor: number;
  readonly currency: CurrencyCode;
}

/** Keeps the token of an order that is being placed until the provider is asked. */
export async function keepToken(
  transaction: Prisma.TransactionClient,
  orderId: string,
  token: string,
): Promise<void> {
  await transaction.$executeRaw`
    INSERT INTO payment_ask (order_id, token) VALUES (${orderId}::uuid, ${token})`;
}

/**
 * Has the provider asked what a new stage of the order wants to know, as soon as the transaction commits,
 * or nothing any more: then nothing is left of the row. The token is kept for the authorisation only.
 */
export async function askPayment(
  transaction: Prisma.TransactionClient,
  { id, payment, updatedAt }: Pick<Order, 'id' | 'payment' | 'updatedAt'>,
): Promise<void> {
  if (!isAsking(payment)) {
    await transaction.$executeRaw`DELETE FROM payment_ask WHERE order_id = ${id}::uuid`;
    return;
  }
  await transaction.$executeRaw`
    INSERT INTO payment_ask AS ask (order_id, due_at) VALUES (${id}::uuid, ${updatedAt})
    ON CONFLICT (order_id) DO UPDATE SET due_at = excluded.due_at, attempts = 0,
      token = CASE WHEN ${payment === 'AUTHORISING'} THEN ask.token END`;
}

export type PaymentAskStore = ReturnType<typeof createPaymentAskStore>;

/** What is to be asked of the payment provider. */
export function createPaymentAskStore(client: PrismaClient) {
  return {
    /**
     * Takes what is due, the longest first, and puts it off until `leaseUntil`: if this process dies
     * meanwhile, another takes it then. Of several processes each takes other rows.
     */
    async takeDue(options: {
      limit: number;
      at: Date;
      leaseUntil: Date;
    }): Promise<readonly DueAsk[]> {
      const { limit, at, leaseUntil } = options;
      return client.$queryRaw`
        WITH due AS (
          SELECT order_id FROM payment_ask WHERE due_at <= ${at}
          ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
        )
        UPDATE payment_ask ask SET due_at = ${leaseUntil}, attempts = ask.attempts + 1
        FROM due JOIN customer_order o ON o.id = due.order_id
        WHERE ask.order_id = due.order_id
        RETURNING ask.order_id AS "orderId", o.payment AS state, ask.token,
          ask.attempts - 1 AS attempts, o.total_minor AS "amountMinor", o.currency`;
    },

    /** Has it asked again at that time, unless something else is due earlier, or nothing any more. */
    async askAgain(orderId: string, at: Date): Promise<void> {
      await client.$executeRaw`
        UPDATE payment_ask SET due_at = least(due_at, ${at})
        WHERE order_id = ${orderId}::uuid AND due_at IS NOT NULL`;
    },
  };
}
