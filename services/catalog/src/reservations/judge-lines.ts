/** So many pieces of a variant, for an order. */
export interface WantedLine {
  readonly variantId: string;
  readonly quantity: number;
}

/** A line that there was too little for. */
export interface ShortLine extends WantedLine {
  /** How many there were. */
  readonly left: number;
}

/** The lines that `stock` is too little for; a variant that is not in it has none left. */
export function judgeLines(
  lines: readonly WantedLine[],
  stock: ReadonlyMap<string, number>,
): readonly ShortLine[] {
  return lines
    .map((line) => ({ ...line, left: stock.get(line.variantId) ?? 0 }))
    .filter(({ quantity, left }) => left < quantity);
}
