import type { OrderStatus } from '../life-cycle/order-status.ts';
import type { PaymentState } from '../payment/payment-state.ts';

/** What an order can be told by the catalog, … */
export type StockMessage = 'stock-reserved' | 'stock-short' | 'stock-sold' | 'reservation-expired';

/** … by the payment provider, … */
export type PaymentMessage =
  | 'authorised'
  | 'declined'
  | 'captured'
  | 'capture-refused'
  | 'voided'
  | 'refunded';

/** … and by people. */
export type PersonMessage = 'cancel' | 'reject' | 'fulfil';

/** What orders tells itself: the outcome is overdue. */
export type ClockMessage = 'timed-out';

export type SagaMessage = StockMessage | PaymentMessage | PersonMessage | ClockMessage;

type Pair = `${OrderStatus}/${PaymentState}`;

/**
 * The saga of an order: where it goes from each stage at each message. What is not listed changes
 * nothing: the message was delivered twice or overtaken, and a person is told that it is not possible.
 * docs/checkout.md shows this table, and says of each crossing why it ends as it does.
 */
export const sagaTable = {
  'PENDING/NOT_ASKED': {
    'stock-reserved': 'PENDING/AUTHORISING',
    'stock-short': 'REJECTED/NOT_ASKED',
    'reservation-expired': 'REJECTED/NOT_ASKED',
    cancel: 'CANCELLED/NOT_ASKED',
    reject: 'REJECTED/NOT_ASKED',
    'timed-out': 'REJECTED/NOT_ASKED',
  },
  'PENDING/AUTHORISING': {
    authorised: 'PENDING/AUTHORISED',
    declined: 'REJECTED/DECLINED',
    'reservation-expired': 'REJECTED/VOIDING',
    cancel: 'CANCELLED/VOIDING',
    reject: 'REJECTED/VOIDING',
    'timed-out': 'REJECTED/VOIDING',
  },
  'PENDING/AUTHORISED': {
    'stock-sold': 'CONFIRMED/CAPTURING',
    'reservation-expired': 'REJECTED/VOIDING',
    cancel: 'CANCELLED/VOIDING',
    reject: 'REJECTED/VOIDING',
    'timed-out': 'REJECTED/VOIDING',
  },
  'CONFIRMED/CAPTURING': {
    captured: 'CONFIRMED/CAPTURED',
    'capture-refused': 'CANCELLED/DECLINED',
    cancel: 'CANCELLED/VOIDING',
  },
  'CONFIRMED/CAPTURED': { cancel: 'CANCELLED/REFUNDING', fulfil: 'FULFILLED/CAPTURED' },
  'FULFILLED/CAPTURED': {},
  // What was confirmed before the shop took payments.
  'CONFIRMED/NOT_ASKED': { cancel: 'CANCELLED/NOT_ASKED', fulfil: 'FULFILLED/NOT_ASKED' },
  'FULFILLED/NOT_ASKED': {},
  'REJECTED/NOT_ASKED': {},
  'REJECTED/DECLINED': {},
  'REJECTED/VOIDING': { voided: 'REJECTED/VOIDED' },
  'REJECTED/VOIDED': {},
  'CANCELLED/NOT_ASKED': {},
  'CANCELLED/DECLINED': {},
  // The money may have been taken just before the order was cancelled.
  'CANCELLED/VOIDING': { voided: 'CANCELLED/VOIDED', captured: 'CANCELLED/REFUNDING' },
  'CANCELLED/VOIDED': {},
  'CANCELLED/REFUNDING': { refunded: 'CANCELLED/REFUNDED' },
  'CANCELLED/REFUNDED': {},
} as const satisfies Partial<Record<Pair, Partial<Record<SagaMessage, Pair>>>>;

/** The status and the payment of an order. */
export interface OrderStage {
  readonly status: OrderStatus;
  readonly payment: PaymentState;
}

/**
 * The stage after a message; null when the message changes nothing. Throws for a stage that no order
 * can be in.
 */
export function advance({ status, payment }: OrderStage, message: SagaMessage): OrderStage | null {
  const table: Partial<Record<Pair, Partial<Record<SagaMessage, Pair>>>> = sagaTable;
  const ways = table[`${status}/${payment}`];
  if (ways === undefined) throw new Error(`No order is ${status} with its payment ${payment}.`);
  const next = ways[message];
  return next === undefined ? null : stageOf(next);
}

function stageOf(pair: Pair): OrderStage {
  const [status, payment] = pair.split('/') as [OrderStatus, PaymentState];
  return { status, payment };
}
