/** Far above any shelf, and far below what PostgreSQL's integer holds. */
export const MAXIMUM_STOCK = 1_000_000_000;

/** Add or take away, or replace what was counted by someone who saw `expected`. */
export type StockChange =
  | { readonly kind: 'delta'; readonly delta: number }
  | { readonly kind: 'replace'; readonly expected: number; readonly stock: number };

export type StockOutcome =
  | { readonly kind: 'changed'; readonly stock: number }
  | { readonly kind: 'insufficient'; readonly available: number }
  | { readonly kind: 'excessive' }
  | { readonly kind: 'unexpected'; readonly stock: number };

/** What a change makes of the stock; it never becomes negative. */
export function changeStock(current: number, change: StockChange): StockOutcome {
  if (change.kind === 'replace') {
    if (change.expected !== current) return { kind: 'unexpected', stock: current };
    return { kind: 'changed', stock: change.stock };
  }
  const stock = current + change.delta;
  if (stock < 0) return { kind: 'insufficient', available: current };
  if (stock > MAXIMUM_STOCK) return { kind: 'excessive' };
  return { kind: 'changed', stock };
}
