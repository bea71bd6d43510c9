import type { Page } from './parse-page.ts';

export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

export interface Edge<N> {
  readonly cursor: string;
  readonly node: N;
}

export interface Connection<N, X = unknown> {
  readonly edges: readonly (Edge<N> & X)[];
  readonly nodes: readonly N[];
  readonly pageInfo: PageInfo;
}

/**
 * Builds a Relay connection from the `page.size + 1` rows that were fetched (the last one only says
 * that there is more). `edge` adds fields to each edge, such as a score.
 */
export function buildConnection<R, N, X extends object = object>(options: {
  rows: readonly R[];
  page: Page;
  cursorOf: (row: R) => string;
  node: (row: R) => N;
  edge?: (row: R) => X;
}): Connection<N, X> {
  const { page, cursorOf, node, edge } = options;
  const rows = rowsInOrder(options.rows, page);
  const edges = rows.map((row) => ({
    cursor: cursorOf(row),
    node: node(row),
    ...(edge?.(row) as X),
  }));
  return {
    edges,
    nodes: edges.map((each) => each.node),
    pageInfo: {
      ...hasMore(options.rows.length > page.size, page),
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function rowsInOrder<R>(fetched: readonly R[], page: Page): readonly R[] {
  const rows = fetched.slice(0, page.size);
  return page.direction === 'forward' ? rows : rows.reverse();
}

/** Relay connection spec §5.1.1: the side we came from may be answered without asking the database. */
function hasMore(moreAhead: boolean, page: Page) {
  const cameFrom = page.cursor !== null;
  return page.direction === 'forward'
    ? { hasNextPage: moreAhead, hasPreviousPage: cameFrom }
    : { hasNextPage: cameFrom, hasPreviousPage: moreAhead };
}
