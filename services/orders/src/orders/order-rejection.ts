/** Why an order was refused. */
export type OrderRejection =
  /** The catalog had too few of these. */
  | { readonly kind: 'stock-short'; readonly lines: readonly ShortLine[] }
  /** The provider's word for it, such as `insufficient_funds`. */
  | { readonly kind: 'payment-declined'; readonly code: string }
  /** The payment took longer than the catalog holds stock. */
  | { readonly kind: 'reservation-expired' }
  /** There was no outcome for so long that none was waited for any more. */
  | { readonly kind: 'timed-out' }
  /** Somebody of the shop did; the last transition says why. */
  | { readonly kind: 'by-shop' };

/** A line that there was too little for, with what was left. */
export interface ShortLine {
  readonly variantId: string;
  readonly quantity: number;
  readonly left: number;
}

/** For people. */
export function describeRejection(rejection: OrderRejection): string {
  switch (rejection.kind) {
    case 'stock-short':
      return `There was too little of ${rejection.lines.length} of the lines.`;
    case 'payment-declined':
      return 'The payment was declined.';
    case 'reservation-expired':
      return 'The payment took too long, and what was held for the order was given back.';
    case 'timed-out':
      return 'The order could not be completed in time, and whatever was held for it was given back.';
    case 'by-shop':
      return 'The shop refused the order.';
  }
}

/** As the schema shows it. */
export function presentRejection(rejection: OrderRejection) {
  const message = describeRejection(rejection);
  switch (rejection.kind) {
    case 'stock-short':
      return { __typename: 'StockShort', message, lines: rejection.lines } as const;
    case 'payment-declined':
      return { __typename: 'PaymentDeclined', message, code: rejection.code } as const;
    case 'reservation-expired':
      return { __typename: 'ReservationExpired', message } as const;
    case 'timed-out':
      return { __typename: 'CheckoutTimedOut', message } as const;
    case 'by-shop':
      return { __typename: 'RejectedByShop', message } as const;
  }
}
