import {
  buildConnection,
  type Connection,
  createGroupLoader,
  DomainError,
  type Page,
  type PageArguments,
  type Principal,
  parseId,
  parsePage,
  requireScope,
} from '@causeway/subgraph-kit';
import { requireCustomerId } from '../customers/require-customer-id.ts';
import type { OrderStatus } from '../life-cycle/order-status.ts';
import type { OrdersLoaders } from '../orders-loaders.ts';
import type { UserReference } from '../references.ts';
import { maySeeOrdersOf, type Order, READ_SCOPE } from './order.ts';
import { parseFilter } from './order-filter.ts';
import type { OrderListStore, OwnFilter, Stretch } from './order-list-store.ts';
import { cursorOf, positionAt } from './order-position.ts';

const PAGE_LIMITS = { defaultFirst: 20, maximum: 100 };

export type OrderLists = ReturnType<typeof createOrderLists>;

/** Lists the orders that one viewer may see. Throws BAD_USER_INPUT naming a wrong argument. */
export function createOrderLists(options: {
  store: OrderListStore;
  loaders: OrdersLoaders;
  viewer: Principal;
}) {
  const { store, loaders, viewer } = options;
  const stretchLoader = createStretchLoaders(store);

  return {
    /** The viewer's own. Throws UNAUTHENTICATED for an anonymous viewer. */
    async listOwn(
      args: PageArguments & { status?: OrderStatus | null | undefined },
    ): Promise<Connection<Order>> {
      return listOfUser(requireCustomerId(viewer), { status: args.status ?? null }, args);
    },

    /** A customer's. Throws UNAUTHENTICATED or FORBIDDEN when they are not the viewer's to see. */
    async listOf(user: UserReference, args: PageArguments): Promise<Connection<Order>> {
      const userId = parseId(user.id);
      if (userId === null || !maySeeOrdersOf(userId, viewer)) throw refusal(viewer);
      return listOfUser(userId, { status: null }, args);
    },

    /** Everybody's. Throws UNAUTHENTICATED or FORBIDDEN without the scope to read orders. */
    async listAll(args: PageArguments & { filter?: unknown }): Promise<Connection<Order>> {
      requireScope(viewer, READ_SCOPE);
      const filter = parseFilter(args.filter);
      const page = parsePage(args, PAGE_LIMITS);
      return connect(page, await store.list({ filter, ...stretchOf(page) }));
    },
  };

  async function listOfUser(
    userId: string,
    filter: OwnFilter,
    args: PageArguments,
  ): Promise<Connection<Order>> {
    const page = parsePage(args, PAGE_LIMITS);
    return connect(page, await stretchLoader({ filter, ...stretchOf(page) }).load(userId));
  }

  function connect(page: Page, rows: readonly Order[]): Connection<Order> {
    loaders.rememberOrders(rows);
    return buildConnection({ rows, page, cursorOf, node: (order) => order });
  }
}

function stretchOf({ cursor, size }: Page): Pick<Stretch<unknown>, 'position' | 'limit'> {
  return { position: cursor === null ? null : positionAt(cursor), limit: size + 1 };
}

/**
 * Gives each stretch a loader of its own, since one statement reads one stretch of many customers:
 * `users { nodes { orders(first: 5) { … } } }` is one statement.
 */
function createStretchLoaders(store: OrderListStore) {
  const loaders = new Map<string, ReturnType<typeof createLoader>>();

  function createLoader(stretch: Stretch<OwnFilter>) {
    return createGroupLoader(
      (userIds: readonly string[]) => store.listOfUsers(stretch, userIds),
      ({ userId }) => userId,
    );
  }

  return (stretch: Stretch<OwnFilter>) => {
    // Equal stretches have equal JSON: all come out of one parser.
    const key = JSON.stringify(stretch);
    const loader = loaders.get(key) ?? createLoader(stretch);
    loaders.set(key, loader);
    return loader;
  };
}

function refusal(viewer: Principal): DomainError {
  return viewer.kind === 'anonymous'
    ? new DomainError('UNAUTHENTICATED', 'Sign in to do this.')
    : new DomainError('FORBIDDEN', `The orders of others need the scope "${READ_SCOPE}".`);
}
