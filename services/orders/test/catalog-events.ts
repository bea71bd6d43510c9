import { createEvent, type EventTransport } from '@causeway/event-kit';
import {
  reservationExpired,
  stockReserved,
  stockShort,
  stockSold,
} from '@causeway/event-kit/contracts';

/** What the catalog can say of the stock of an order. */
export type CatalogEvent =
  | { readonly kind: 'reserved' }
  | {
      readonly kind: 'short';
      readonly lines: { variantId: string; quantity: number; left: number }[];
    }
  | { readonly kind: 'sold' }
  | { readonly kind: 'expired' };

/** Publishes as the catalog does. */
export function createTellOf(transport: EventTransport) {
  return (orderId: string, what: CatalogEvent): Promise<void> =>
    transport.publish([eventOf(orderId, what)]);
}

function eventOf(orderId: string, what: CatalogEvent) {
  const time = new Date();
  const facts = { subject: orderId, sequence: 1, time };
  switch (what.kind) {
    case 'reserved':
      return createEvent(stockReserved, {
        ...facts,
        data: { orderId, expiresAt: new Date(time.getTime() + 60_000).toISOString() },
      });
    case 'short':
      return createEvent(stockShort, { ...facts, data: { orderId, lines: what.lines } });
    case 'sold':
      return createEvent(stockSold, { ...facts, data: { orderId } });
    case 'expired':
      return createEvent(reservationExpired, { ...facts, data: { orderId } });
  }
}
