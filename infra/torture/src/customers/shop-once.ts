import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { signedIn } from '@causeway/test-kit';
import type { Shelf } from '../world/stock-shelves.ts';
import type { Answer, AskOrders } from './ask-orders.ts';

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

/** How often of a hundred a customer pays with which token. */
const tokens: readonly (readonly [token: string, share: number])[] = [
  ['tok_approved', 78],
  ['tok_declined', 6],
  ['tok_answer_lost', 3],
  ['tok_late_callback', 4],
  ['tok_double_callback', 4],
  ['tok_late_decline', 2],
  ['tok_no_callback', 1],
  ['tok_capture_refused', 2],
];

const RETRY_MS = 300;
const SENDS_TWICE = 0.15;
const SENDS_AGAIN_LATER = 0.1;
const CANCELS = 0.08;

/**
 * A customer fills a cart with what everybody wants and checks out. Some send it twice at once, some
 * again when they have the answer, and some call the order off as soon as they have it.
 */
export async function shopOnce(ask: AskOrders, shelves: readonly Shelf[]): Promise<Visit> {
  const customer = signedIn();
  for (const [variantId, quantity] of chooseLines(shelves)) {
    await ask(customer, ADD, { input: { variantId, quantity } });
  }
  const input = { idempotencyKey: randomUUID(), paymentToken: chooseToken() };
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
  const answers = await Promise.all(
    Math.random() < SENDS_TWICE ? [checkOut(), checkOut()] : [checkOut()],
  );
  const answerMs = performance.now() - began;
  if (Math.random() < SENDS_AGAIN_LATER) answers.push(await checkOut());
  const results = answers.map(({ data }) => data.checkout);
  const orderIds = [...new Set(results.flatMap(({ order }) => order?.id ?? []))];
  const [orderId] = orderIds;
  const cancels = orderId !== undefined && Math.random() < CANCELS;
  const cancelled = cancels && (await cancel(orderId));
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

function chooseLines(shelves: readonly Shelf[]): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const wanted = 1 + Math.floor(Math.random() * 3);
  while (lines.size < Math.min(wanted, shelves.length)) {
    const { variantId } = shelves[Math.floor(Math.random() * shelves.length)] as Shelf;
    lines.set(variantId, 1 + Math.floor(Math.random() * 3));
  }
  return lines;
}

function chooseToken(): string {
  let draw = Math.random() * 100;
  for (const [token, share] of tokens) {
    draw -= share;
    if (draw < 0) return token;
  }
  return 'tok_approved';
}
