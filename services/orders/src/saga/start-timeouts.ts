import { type Logger, type RepeatedWork, repeatEvery } from '@causeway/subgraph-kit';
import type { TransitionStore } from '../life-cycle/transition-store.ts';
import type { OrderStore } from '../orders/order-store.ts';
import { judgeNews, newsOfTimeout } from './judge-news.ts';

/** How often it is looked for orders that are overdue. */
const TIMEOUTS_MS = 5_000;

/**
 * Ends orders that have no outcome after so long, whatever they wait for: an event that nobody could
 * handle, a broker that is away. One that cannot be ended does not hold up the others.
 */
export function startTimeouts(parts: {
  orders: Pick<OrderStore, 'findOverdue'>;
  transitions: TransitionStore;
  timeoutMs: number;
  logger: Logger;
  now: () => Date;
}): RepeatedWork {
  const { orders, transitions, timeoutMs, logger, now } = parts;

  async function end(orderId: string): Promise<void> {
    try {
      const news = newsOfTimeout(now());
      const outcome = await transitions.move(orderId, (order) => judgeNews(order, news));
      if (outcome?.kind === 'moved') logger.warn({ orderId }, 'order timed out');
    } catch (err) {
      logger.error({ err, orderId }, 'order not ended');
    }
  }

  return repeatEvery({
    name: 'ending overdue orders',
    intervalMs: TIMEOUTS_MS,
    async work(signal) {
      for (const orderId of await orders.findOverdue(new Date(now().getTime() - timeoutMs))) {
        if (signal.aborted) return;
        await end(orderId);
      }
    },
    logger,
  });
}
