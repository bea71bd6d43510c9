import { type CartLine, MAXIMUM_LINES, MAXIMUM_QUANTITY } from './cart.ts';

/** The cart as it is to be. A new line comes last; a line that stays keeps its place. */
export type Changed = { readonly kind: 'changed'; readonly lines: readonly CartLine[] };
/** There is no room for another line. */
export type Full = { readonly kind: 'full' };
/** The line would exceed its maximum; it has this many. */
export type Exceeded = { readonly kind: 'exceeded'; readonly quantity: number };

/** Adds to what there is of a variant, from 1 to `MAXIMUM_QUANTITY` pieces. */
export function addLine(
  lines: readonly CartLine[],
  { variantId, quantity }: CartLine,
): Changed | Full | Exceeded {
  const present = lines.find((line) => line.variantId === variantId)?.quantity ?? 0;
  if (present + quantity > MAXIMUM_QUANTITY) return { kind: 'exceeded', quantity: present };
  return putLine(lines, { variantId, quantity: present + quantity });
}

/** Has this many of a variant, from 1 to `MAXIMUM_QUANTITY`, however many there were. */
export function putLine(lines: readonly CartLine[], line: CartLine): Changed | Full {
  if (lines.some(({ variantId }) => variantId === line.variantId)) {
    return changed(lines.map((other) => (other.variantId === line.variantId ? line : other)));
  }
  return lines.length < MAXIMUM_LINES ? changed([...lines, line]) : { kind: 'full' };
}

export function removeLine(lines: readonly CartLine[], variantId: string): Changed {
  return changed(lines.filter((line) => line.variantId !== variantId));
}

export function removeAllLines(): Changed {
  return changed([]);
}

function changed(lines: readonly CartLine[]): Changed {
  return { kind: 'changed', lines };
}
