import {
  type InvalidInput,
  invalidInput,
  type RequestContext,
  validateInput,
} from '@causeway/subgraph-kit';
import type { CartLine } from '../cart/cart.ts';
import { type CatalogClient, CatalogUnavailableError } from '../catalog/catalog-client.ts';
import type { CatalogVariant } from '../catalog/catalog-variant.ts';
import { requireCustomerId } from '../customers/require-customer-id.ts';
import { equalMoney, type Money } from '../money/money.ts';
import { inCurrencyOf, type Order } from '../orders/order.ts';
import type { OrdersLoaders } from '../orders-loaders.ts';
import {
  type CheckoutFailure,
  cartChanged,
  catalogUnavailable,
  emptyCart,
  idempotencyKeyReused,
  priceChanged,
  unpriceable,
} from './checkout-failures.ts';
import { checkoutInput, fingerprintOf } from './checkout-input.ts';
import type { Binding, BoundRequest, CheckoutStore } from './checkout-store.ts';
import { priceCart } from './price-cart.ts';

/** A cart that changes while it is priced is priced once more; then its owner should look at it. */
const ATTEMPTS = 2;

type CheckoutSuccess = { readonly __typename: 'CheckoutSuccess'; readonly order: Order };

export type CheckoutOutcome = CheckoutSuccess | InvalidInput | CheckoutFailure;

interface CheckoutRequest extends BoundRequest {
  readonly expectedTotal: Money | null;
  readonly paymentToken: string | null;
}

export type Checkout = ReturnType<typeof createCheckout>;

/**
 * Turns the cart of one viewer into an order.
 *
 * What is idempotent: the key of a customer is bound to an order when that order is placed, in one
 * transaction, and for good. From then on the same input returns that order as it is by then, without
 * a look at the cart or the catalog; another input is refused. Whatever fails binds nothing, so the
 * same key may be tried again until an order comes of it, and of tries at once one places the order.
 */
export function createCheckout(options: {
  store: CheckoutStore;
  catalog: CatalogClient;
  loaders: OrdersLoaders;
  request: RequestContext;
  now: () => Date;
}) {
  const { store, catalog, loaders, request, now } = options;

  return {
    /** Throws UNAUTHENTICATED for an anonymous viewer. */
    async checkOut(input: unknown): Promise<CheckoutOutcome> {
      const userId = requireCustomerId(request.principal);
      const checked = validateInput(checkoutInput, input);
      if (checked.kind === 'invalid') return checked.failure;
      const asked = { userId, fingerprint: fingerprintOf(checked.value), ...checked.value };
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const outcome = await attemptCheckout(asked);
        if (outcome !== 'cart-changed') return outcome;
      }
      return cartChanged();
    },
  };

  async function attemptCheckout(
    asked: CheckoutRequest,
  ): Promise<CheckoutOutcome | 'cart-changed'> {
    const found = await store.findBindingOrLines(asked.userId, asked.idempotencyKey);
    if (found.kind === 'bound') return repeat(asked, found);
    // Only now: a key that is bound since before there were payments still leads to its order.
    const { paymentToken } = asked;
    if (paymentToken === null) return tokenMissing();
    if (found.lines.length === 0) return emptyCart();

    const variants = await findVariants(found.lines);
    if (variants === null) return catalogUnavailable();
    const priced = priceCart(found.lines, variants);
    if (priced.kind !== 'priced') return unpriceable(priced);
    const total = inCurrencyOf(priced, priced.totalMinor);
    if (asked.expectedTotal !== null && !equalMoney(asked.expectedTotal, total)) {
      return priceChanged(asked.expectedTotal, total);
    }

    const placement = await store.place({ ...asked, paymentToken }, priced, now());
    switch (placement.kind) {
      case 'placed':
        return succeed(placement.order);
      case 'bound':
        return repeat(asked, placement);
      case 'cart-changed':
        return 'cart-changed';
    }
  }

  /** Null when the catalog cannot say. The database is not locked meanwhile. */
  async function findVariants(
    lines: readonly CartLine[],
  ): Promise<readonly CatalogVariant[] | null> {
    try {
      return await catalog.findVariants(
        lines.map(({ variantId }) => variantId),
        request,
      );
    } catch (error) {
      if (!(error instanceof CatalogUnavailableError)) throw error;
      // A caller who went away took the question along: nothing is wrong with the catalog.
      if (!request.signal.aborted) {
        request.logger.warn({ err: error }, 'checkout without catalog');
      }
      return null;
    }
  }

  async function repeat(
    asked: CheckoutRequest,
    binding: Binding,
  ): Promise<CheckoutSuccess | CheckoutFailure> {
    if (binding.fingerprint !== asked.fingerprint) return idempotencyKeyReused();
    const order = await loaders.order.load(binding.orderId);
    if (order === null) throw new Error(`The order ${binding.orderId} of a key is missing.`);
    return succeed(order);
  }

  function succeed(order: Order): CheckoutSuccess {
    loaders.forget();
    loaders.rememberOrders([order]);
    return { __typename: 'CheckoutSuccess', order };
  }
}

function tokenMissing(): InvalidInput {
  return invalidInput([
    { path: ['paymentToken'], message: 'must be given: it is what the order is paid with' },
  ]);
}
