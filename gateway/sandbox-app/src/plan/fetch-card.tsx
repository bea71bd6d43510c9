import { parse, print } from 'graphql';
import { useMemo } from 'react';
import { GraphQLCode } from './graphql-code.tsx';
import type { PlanNode } from './query-plan.ts';

interface FetchCardProps {
  fetch: Extract<PlanNode, { kind: 'Fetch' }>;
  path: string;
  isOpen: boolean;
}

/** One request to one subgraph: where its answer goes, what it needs, what it asks. */
export function FetchCard({ fetch, path, isOpen }: FetchCardProps) {
  const operation = useMemo(() => prettyPrint(fetch.operation), [fetch.operation]);
  return (
    <details className="fetch-card" open={isOpen}>
      <summary>
        <span className="fetch-subgraph">{fetch.subgraph}</span>
        <span className="fetch-path">{path ? readablePath(path) : 'root'}</span>
      </summary>
      {fetch.requires && (
        <p className="fetch-requires">
          needs <code>{fetch.requires}</code>
        </p>
      )}
      <GraphQLCode text={operation} />
    </details>
  );
}

/** `me.orders.nodes.@.lines.@` as `me › orders › nodes[] › lines[]`. */
function readablePath(path: string): string {
  return path.replaceAll('.@', '[]').replaceAll('.', ' › ');
}

/** The planner prints operations without spaces; one that does not parse stays as it is. */
function prettyPrint(operation: string): string {
  try {
    return print(parse(operation));
  } catch {
    return operation;
  }
}
