import { type Principal, parseId, requireCaller } from '@causeway/subgraph-kit';
import type { OrderTransition } from '../life-cycle/order-transition.ts';
import type { OrdersLoaders } from '../orders-loaders.ts';
import { maySeeOrdersOf, type Order } from './order.ts';
import type { OrderLineInCurrency } from './order-line.ts';

export type Orders = ReturnType<typeof createOrders>;

/** Finds the orders that one viewer may see; any other does not exist for them. */
export function createOrders(options: { loaders: OrdersLoaders; viewer: Principal }) {
  const { loaders, viewer } = options;

  async function findVisible(id: string): Promise<Order | null> {
    const key = parseId(id);
    const order = key === null ? null : await loaders.order.load(key);
    return order !== null && maySeeOrdersOf(order.userId, viewer) ? order : null;
  }

  return {
    findVisible,

    /** As `findVisible`, for someone who asks by id. Throws UNAUTHENTICATED for an anonymous viewer. */
    async find(id: string): Promise<Order | null> {
      requireCaller(viewer);
      return findVisible(id);
    },

    /** Of an order that the viewer sees. */
    async linesOf({ id, currency }: Order): Promise<readonly OrderLineInCurrency[]> {
      const lines = await loaders.linesOfOrder.load(id);
      return lines.map((line) => ({ ...line, currency }));
    },

    /** Of an order that the viewer sees, oldest first. */
    async historyOf({ id }: Order): Promise<readonly OrderTransition[]> {
      return loaders.transitionsOfOrder.load(id);
    },
  };
}
