import { type CloudEvent, type EventHandler, on } from '@causeway/event-kit';
import {
  reservationExpired,
  stockReserved,
  stockShort,
  stockSold,
} from '@causeway/event-kit/contracts';
import type { Prisma } from '@causeway/orders-db';
import type { OrderRejection } from '../orders/order-rejection.ts';
import { judgeNews } from './judge-news.ts';
import { moveOrder } from './move-order-store.ts';
import type { StockMessage } from './order-saga.ts';

type Transaction = Prisma.TransactionClient;

/** What orders does about what the catalog says of their stock. */
export function stockHandlers({ now }: { now: () => Date }): readonly EventHandler<Transaction>[] {
  async function tell(
    { subject }: CloudEvent,
    transaction: Transaction,
    { message, rejection = null }: { message: StockMessage; rejection?: OrderRejection | null },
  ): Promise<void> {
    const news = { message, at: now(), rejection };
    const outcome = await moveOrder(transaction, subject, (order) => judgeNews(order, news));
    if (outcome === null) throw new Error(`"${message}" about an order that is not there.`);
  }

  return [
    on(stockReserved, {
      apply: (event, transaction: Transaction) =>
        tell(event, transaction, { message: 'stock-reserved' }),
    }),
    on(stockShort, {
      apply: (event, transaction: Transaction) =>
        tell(event, transaction, {
          message: 'stock-short',
          rejection: { kind: 'stock-short', lines: event.data.lines },
        }),
    }),
    on(stockSold, {
      apply: (event, transaction: Transaction) =>
        tell(event, transaction, { message: 'stock-sold' }),
    }),
    on(reservationExpired, {
      apply: (event, transaction: Transaction) =>
        tell(event, transaction, {
          message: 'reservation-expired',
          rejection: { kind: 'reservation-expired' },
        }),
    }),
  ];
}
