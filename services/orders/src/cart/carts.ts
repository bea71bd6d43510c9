import { type InvalidInput, type Principal, validateInput } from '@causeway/subgraph-kit';
import { requireCustomerId } from '../customers/require-customer-id.ts';
import type { Cart } from './cart.ts';
import {
  type CartFull,
  type CartQuantityExceeded,
  cartFull,
  cartQuantityExceeded,
} from './cart-failures.ts';
import { addToCartInput, removeInput, setQuantityInput } from './cart-input.ts';
import type { CartStore } from './cart-store.ts';
import { addLine, type Changed, putLine, removeAllLines, removeLine } from './change-cart.ts';

type CartSuccess<N extends string> = { readonly __typename: N; readonly cart: Cart };

export type AddToCartOutcome =
  | CartSuccess<'AddToCartSuccess'>
  | InvalidInput
  | CartFull
  | CartQuantityExceeded;
export type SetQuantityOutcome =
  | CartSuccess<'SetCartLineQuantitySuccess'>
  | InvalidInput
  | CartFull;
export type RemoveOutcome = CartSuccess<'RemoveFromCartSuccess'> | InvalidInput;

export type Carts = ReturnType<typeof createCarts>;

/**
 * The cart of one viewer: there is no way to name anybody else's. Throws UNAUTHENTICATED for an
 * anonymous viewer.
 */
export function createCarts(options: { store: CartStore; viewer: Principal }) {
  const { store, viewer } = options;

  return {
    async get(): Promise<Cart> {
      const userId = requireCustomerId(viewer);
      return { userId, lines: await store.findLines(userId) };
    },

    async add(input: unknown): Promise<AddToCartOutcome> {
      const userId = requireCustomerId(viewer);
      const checked = validateInput(addToCartInput, input);
      if (checked.kind === 'invalid') return checked.failure;
      const outcome = await store.change(userId, (lines) => addLine(lines, checked.value));
      switch (outcome.kind) {
        case 'changed':
          return { __typename: 'AddToCartSuccess', cart: cartOf(userId, outcome) };
        case 'full':
          return cartFull();
        case 'exceeded':
          return cartQuantityExceeded(outcome.quantity);
      }
    },

    async setQuantity(input: unknown): Promise<SetQuantityOutcome> {
      const userId = requireCustomerId(viewer);
      const checked = validateInput(setQuantityInput, input);
      if (checked.kind === 'invalid') return checked.failure;
      const { variantId, quantity } = checked.value;
      const outcome = await store.change(userId, (lines) =>
        quantity === 0 ? removeLine(lines, variantId) : putLine(lines, { variantId, quantity }),
      );
      if (outcome.kind === 'full') return cartFull();
      return { __typename: 'SetCartLineQuantitySuccess', cart: cartOf(userId, outcome) };
    },

    async remove(input: unknown): Promise<RemoveOutcome> {
      const userId = requireCustomerId(viewer);
      const checked = validateInput(removeInput, input);
      if (checked.kind === 'invalid') return checked.failure;
      const { variantId } = checked.value;
      const outcome = await store.change(userId, (lines) => removeLine(lines, variantId));
      return { __typename: 'RemoveFromCartSuccess', cart: cartOf(userId, outcome) };
    },

    async clear(): Promise<CartSuccess<'ClearCartSuccess'>> {
      const userId = requireCustomerId(viewer);
      const outcome = await store.change(userId, removeAllLines);
      return { __typename: 'ClearCartSuccess', cart: cartOf(userId, outcome) };
    },
  };
}

function cartOf(userId: string, { lines }: Changed): Cart {
  return { userId, lines };
}
