import type { Money } from '../money/money.ts';

/** What is to be authorised. The key names the payment for good; ours is the order's id. */
export interface PaymentRequest {
  readonly key: string;
  /** Stands for the customer's means of payment; made by the provider, opaque to us. */
  readonly token: string;
  readonly amount: Money;
}

export type Authorisation =
  /** The money is held for us. */
  | { readonly kind: 'authorised' }
  /** It never will be; `code` is the provider's word for why. */
  | { readonly kind: 'declined'; readonly code: string }
  /** Not decided: a callback follows, and `find` knows when it is lost. */
  | { readonly kind: 'pending' };

/**
 * Whoever moves the money. Every call may be repeated with its key: what was done is done once, and
 * answered as before. A call that rejects may have worked all the same.
 */
export interface PaymentProvider {
  /** Holds the money, unless `voidPayment` came first: that is a decline. */
  authorise(request: PaymentRequest, signal: AbortSignal): Promise<Authorisation>;
  /** What came of `authorise`; null if the provider never saw it. */
  find(key: string, signal: AbortSignal): Promise<Authorisation | null>;
  /** Takes the money that is held. Refused is for good: then nothing is held any more. */
  capture(key: string, signal: AbortSignal): Promise<'captured' | 'refused'>;
  /**
   * Lets the money go, and sees to it that an `authorise` that is still on its way holds none. It
   * answers `captured`, and does nothing, when the money was taken before.
   */
  voidPayment(key: string, signal: AbortSignal): Promise<'voided' | 'captured'>;
  /** Gives back what was captured. */
  refund(key: string, signal: AbortSignal): Promise<'refunded'>;
}
