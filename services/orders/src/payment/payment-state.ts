/**
 * Where the payment of an order is. The states in -ING are those in which the provider must be asked
 * something, and is asked again until it answers.
 */
export type PaymentState =
  /** Nothing was asked of the provider: the stock is not held yet, or never was. */
  | 'NOT_ASKED'
  | 'AUTHORISING'
  | 'AUTHORISED'
  /** The provider refused, and holds nothing. */
  | 'DECLINED'
  | 'CAPTURING'
  | 'CAPTURED'
  | 'VOIDING'
  | 'VOIDED'
  | 'REFUNDING'
  | 'REFUNDED';

const asking = ['AUTHORISING', 'CAPTURING', 'VOIDING', 'REFUNDING'] as const;

export type AskingState = (typeof asking)[number];

/** Whether the provider must be asked something. */
export function isAsking(state: PaymentState): state is AskingState {
  return (asking as readonly PaymentState[]).includes(state);
}
