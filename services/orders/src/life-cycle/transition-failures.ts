import type { PaymentState } from '../payment/payment-state.ts';
import type { OrderStatus } from './order-status.ts';

/** The failures of an order's transitions, as their result unions name them. */
export type OrderNotFound = ReturnType<typeof orderNotFound>;
export type TransitionNotAllowed = ReturnType<typeof transitionNotAllowed>;
export type PaymentOutstanding = ReturnType<typeof paymentOutstanding>;

export function orderNotFound(orderId: string) {
  return {
    __typename: 'OrderNotFound',
    message: `There is no order with the id "${orderId}".`,
    orderId,
  } as const;
}

export function transitionNotAllowed(from: OrderStatus, to: OrderStatus) {
  return {
    __typename: 'TransitionNotAllowed',
    message: `An order that is ${from} cannot become ${to}.`,
    from,
    to,
  } as const;
}

export function paymentOutstanding(state: PaymentState) {
  return {
    __typename: 'PaymentOutstanding',
    message: `The payment is ${state}: what is to be sent must be paid first.`,
    state,
  } as const;
}
