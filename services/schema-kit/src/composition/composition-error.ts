/** One fault of the subgraphs' schemas. */
export interface CompositionReason {
  /** The composer's code, or SUBGRAPH_UNREADABLE (its file), SUBGRAPH_AWAY, or CONFIG_INVALID. */
  code: string;
  /** What is wrong; names the subgraph, and type and field where it is about one. */
  message: string;
  /** Where, as `file:line:column`. */
  places: readonly string[];
  /** What would repair it. */
  fix?: string;
}

/** Subgraph schemas that do not compose. The message lists each reason. */
export class CompositionError extends Error {
  override readonly name = 'CompositionError';
  readonly reasons: readonly CompositionReason[];

  constructor(reasons: readonly CompositionReason[]) {
    super(`The subgraphs do not compose:\n${reasons.map(printReason).join('\n')}`);
    this.reasons = reasons;
  }
}

function printReason({ code, message, places, fix }: CompositionReason): string {
  const at = places.length === 0 ? [] : [`at ${places.join(', ')}`];
  const lines = [`${code}: ${message}`, ...at, ...(fix === undefined ? [] : [`To fix it: ${fix}`])];
  return lines
    .flatMap((text) => text.split('\n'))
    .map((line, index) => `${index === 0 ? '  ' : '    '}${line}`)
    .join('\n');
}
