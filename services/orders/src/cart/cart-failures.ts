import { MAXIMUM_LINES, MAXIMUM_QUANTITY } from './cart.ts';

/** The failures of cart mutations, as their result unions name them. */
export type CartFull = ReturnType<typeof cartFull>;
export type CartQuantityExceeded = ReturnType<typeof cartQuantityExceeded>;

export function cartFull() {
  return {
    __typename: 'CartFull',
    message: `A cart has at most ${MAXIMUM_LINES} lines.`,
    maximumLines: MAXIMUM_LINES,
  } as const;
}

export function cartQuantityExceeded(quantity: number) {
  return {
    __typename: 'CartQuantityExceeded',
    message: `The cart has ${quantity} of it already, and a line has at most ${MAXIMUM_QUANTITY}.`,
    quantity,
    maximumQuantity: MAXIMUM_QUANTITY,
  } as const;
}
