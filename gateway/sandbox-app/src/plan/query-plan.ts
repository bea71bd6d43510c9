/**
 * A query plan as the page draws it. The gateway sends Apollo's JSON form; what this page does not
 * know (a kind of a later version) becomes an `Other` node with its children, never an error.
 */
export type PlanNode =
  | { kind: 'Sequence' | 'Parallel'; nodes: readonly PlanNode[] }
  | { kind: 'Flatten'; path: string; node: PlanNode }
  | { kind: 'Fetch'; subgraph: string; operation: string; requires: string | null }
  | { kind: 'Other'; name: string; nodes: readonly PlanNode[] };

/** @returns the root node of a `QueryPlan` value, or null when it holds none. */
export function parseQueryPlan(value: unknown): PlanNode | null {
  if (!isRecord(value)) return null;
  return parseNode(value.kind === 'QueryPlan' ? value.node : value);
}

/** Subgraph names of a plan's fetches, in the order in which they are written. */
export function subgraphsOf(node: PlanNode | null): string[] {
  if (!node) return [];
  return [...new Set(fetchesOf(node).map((fetch) => fetch.subgraph))];
}

/** @returns every fetch below a node, depth first. */
export function fetchesOf(node: PlanNode): Extract<PlanNode, { kind: 'Fetch' }>[] {
  return node.kind === 'Fetch' ? [node] : childrenOf(node).flatMap(fetchesOf);
}

export function childrenOf(node: PlanNode): readonly PlanNode[] {
  switch (node.kind) {
    case 'Fetch':
      return [];
    case 'Flatten':
      return [node.node];
    default:
      return node.nodes;
  }
}

function parseNode(value: unknown): PlanNode | null {
  if (!isRecord(value) || typeof value.kind !== 'string') return null;
  switch (value.kind) {
    case 'Sequence':
    case 'Parallel':
      return { kind: value.kind, nodes: parseNodes(value.nodes) };
    case 'Flatten':
      return parseFlatten(value);
    case 'Fetch':
      return {
        kind: 'Fetch',
        subgraph: text(value.serviceName) || 'unknown subgraph',
        operation: text(value.operation),
        requires: printRequires(value.requires),
      };
    default:
      return parseOther(value.kind, value);
  }
}

function parseFlatten(value: Record<string, unknown>): PlanNode | null {
  const node = parseNode(value.node);
  const path = Array.isArray(value.path) ? value.path.map(String).join('.') : '';
  return node && { kind: 'Flatten', path, node };
}

/** Children of an unknown kind: every property that is a plan node or a list of them. */
function parseOther(name: string, value: Record<string, unknown>): PlanNode {
  const nodes = Object.values(value).flatMap((property) =>
    Array.isArray(property) ? parseNodes(property) : parseNodes([property]),
  );
  return { kind: 'Other', name, nodes };
}

function parseNodes(values: unknown): PlanNode[] {
  if (!Array.isArray(values)) return [];
  return values.map(parseNode).filter((node) => node !== null);
}

/** Prints the selections that a fetch needs of the entities it extends: `{ ... on Variant { id } }`. */
function printRequires(selections: unknown): string | null {
  if (!Array.isArray(selections) || selections.length === 0) return null;
  return `{ ${selections.filter(isRecord).map(printSelection).join(' ')} }`;
}

function printSelection(selection: Record<string, unknown>): string {
  const children = printRequires(selection.selections);
  const name = text(selection.name);
  const head =
    selection.kind === 'InlineFragment'
      ? `... on ${text(selection.typeCondition)}`
      : selection.alias
        ? `${text(selection.alias)}: ${name}`
        : name;
  return children ? `${head} ${children}` : head;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
