import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { signedIn } from '@causeway/test-kit';
import type { Answer, AskOrders } from './ask-orders.ts';
import type { Plan } from './choose-plan.ts';

const ADD = `mutation ($input: SetCartLineQuantityInput!) {
  setCartLineQuantity(input: $input) { __typename }
}`;
const CHECKOUT = `mutation ($input: CheckoutInput!) {
  checkout(input: $input) { __typename ... on CheckoutSuccess { order { id } } }
}`;
const CANCEL = `mutation ($input: CancelOrderInput!) {
  cancelOrder(input: $input) { __typename }
}`;

/** What became of a customer's wish, as far as they were told. */
export interface Visit {
  readonly userId: string;
  readonly idempotencyKey: string;
  /** The result's type. */
  readonly outcome: string;
  /** Every order that an answer named. */
  readonly orderIds: readonly string[];
  readonly answerMs: number;
  /** How often the checkout was sent beyond once. */
  readonly repetitions: number;
  /** Whether the customer called the order off, and was told that it is. */
  readonly cancelled: boolean;
}

const RETRY_MS = 300;

/**
 * A customer fills a cart with what everybody wants and checks out. Some send it twice at once, some
 * again when they have the answer, and some call the order off as soon as they have it.
 */
export async function shopOnce(ask: AskOrders, plan: Plan): Promise<Visit> {
  const customer = signedIn();
  for (const [variantId, quantity] of plan.lines) {
    await ask(customer, ADD, { input: { variantId, quantity } });
  }
  const input = { idempotencyKey: randomUUID(), paymentToken: plan.paymentToken };
  /** Tries again, with the same key, as long as prices cannot be had. */
  const checkOut = async (): Promise<Answer> => {
    let sent = 0;
    for (;;) {
      const answer = await ask(customer, CHECKOUT, { input });
      sent += answer.sent;
      if (answer.data.checkout.__typename !== 'CatalogUnavailable') return { ...answer, sent };
      await sleep(RETRY_MS);
    }
  };
  const began = performance.now();
  const answers = await Promise.all(plan.sendsTwice ? [checkOut(), checkOut()] : [checkOut()]);
  const answerMs = performance.now() - began;
  if (plan.sendsAgain) answers.push(await checkOut());
  const results = answers.map(({ data }) => data.checkout);
  const orderIds = [...new Set(results.flatMap(({ order }) => order?.id ?? []))];
  const [orderId] = orderIds;
  const cancelled = orderId !== undefined && plan.cancels && (await cancel(orderId));
  return {
    userId: customer.userId,
    idempotencyKey: input.idempotencyKey,
    outcome: orderId === undefined ? String(results[0]?.__typename) : 'CheckoutSuccess',
    orderIds,
    answerMs,
    repetitions: answers.reduce((sum, { sent }) => sum + sent, 0) - 1,
    cancelled,
  };

  async function cancel(id: string): Promise<boolean> {
    const { data, sent } = await ask(customer, CANCEL, { input: { orderId: id } });
    const name = data.cancelOrder.__typename;
    // Sent again, it may be refused since the first did it.
    return name === 'CancelOrderSuccess' && sent === 1;
  }
}
