/** A line of a cart: a variant of the catalog, and how many of it. */
export interface CartLine {
  readonly variantId: string;
  readonly quantity: number;
}

/** What a customer means to buy, in the order in which it was added. */
export interface Cart {
  readonly userId: string;
  readonly lines: readonly CartLine[];
}

export const MAXIMUM_LINES = 50;
export const MAXIMUM_QUANTITY = 99;

export function totalQuantityOf(lines: readonly CartLine[]): number {
  return lines.reduce((total, { quantity }) => total + quantity, 0);
}

/** Whether two carts hold the same, in whatever order. */
export function equalLines(one: readonly CartLine[], other: readonly CartLine[]): boolean {
  const quantities = new Map(one.map(({ variantId, quantity }) => [variantId, quantity]));
  return (
    one.length === other.length &&
    other.every(({ variantId, quantity }) => quantities.get(variantId) === quantity)
  );
}
