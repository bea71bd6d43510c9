/** A variant's reference, taken apart. */
export interface GraphRef {
  /** `shop@production` */
  readonly ref: string;
  readonly graph: string;
  readonly variant: string;
}

const NAME = /^[a-z][a-z0-9-]{0,62}$/;
const SUBGRAPH_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

/** What a graph or a variant may be called. */
export const NAME_RULE =
  'begins with a small letter and goes on with small letters, digits and hyphens, 63 at the most';

/** What a subgraph may be called. */
export const SUBGRAPH_NAME_RULE =
  'begins with a letter and goes on with letters, digits, hyphens and underscores, 64 at the most';

export function isName(text: string): boolean {
  return NAME.test(text);
}

export function isSubgraphName(text: string): boolean {
  return SUBGRAPH_NAME.test(text);
}

/** Takes `graph@variant` apart; null when it is not of that form. */
export function parseGraphRef(text: string): GraphRef | null {
  const [graph = '', variant = '', ...rest] = text.split('@');
  if (rest.length > 0 || !isName(graph) || !isName(variant)) return null;
  return { ref: `${graph}@${variant}`, graph, variant };
}
