import { describe, expect, it } from 'vitest';
import { buildConnection } from './build-connection.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { type Page, type PageArguments, parsePage } from './parse-page.ts';

interface Row {
  readonly rank: number;
  readonly id: string;
}

// Ranks repeat, so only the id tells some rows apart, as in a list sorted by price.
const table: readonly Row[] = Array.from({ length: 23 }, (_, index) => ({
  rank: Math.floor(index / 4),
  id: String.fromCharCode(97 + index),
}));

const isAfter = (row: Row, [rank, id]: readonly [number, string]) =>
  row.rank > rank || (row.rank === rank && row.id > id);
const isBefore = (row: Row, [rank, id]: readonly [number, string]) =>
  row.rank < rank || (row.rank === rank && row.id < id);

/** What a store does: `page.size + 1` rows from the cursor on, backward in reverse order. */
function fetchRows(page: Page): Row[] {
  const key = page.cursor && (decodeCursor(page.cursor, 2) as unknown as [number, string]);
  if (page.direction === 'forward') {
    return table.filter((row) => !key || isAfter(row, key)).slice(0, page.size + 1);
  }
  return table
    .filter((row) => !key || isBefore(row, key))
    .reverse()
    .slice(0, page.size + 1);
}

function list(given: PageArguments) {
  const page = parsePage(given, { defaultFirst: 20, maximum: 100 });
  return buildConnection({
    rows: fetchRows(page),
    page,
    cursorOf: (row) => encodeCursor([row.rank, row.id]),
    node: (row) => row.id,
    edge: (row) => ({ rank: row.rank }),
  });
}

describe('buildConnection', () => {
  it.each([1, 3, 7, 22, 23, 24, 100])(
    'walks forward in pages of %i over each row once',
    (first) => {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const { nodes, pageInfo } = list({ first, after });
        seen.push(...nodes);
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      } while (after !== null);
      expect(seen).toEqual(table.map(({ id }) => id));
    },
  );

  it.each([1, 3, 7, 22, 23, 24, 100])(
    'walks backward in pages of %i over each row once',
    (last) => {
      const seen: string[] = [];
      let before: string | null = null;
      do {
        const { nodes, pageInfo } = list({ last, before });
        seen.unshift(...nodes);
        before = pageInfo.hasPreviousPage ? pageInfo.startCursor : null;
      } while (before !== null);
      expect(seen).toEqual(table.map(({ id }) => id));
    },
  );

  it('comes back to the page it left', () => {
    const third = list({ first: 5, after: list({ first: 10 }).pageInfo.endCursor });
    const second = list({ last: 5, before: third.pageInfo.startCursor });
    expect(second.nodes).toEqual(list({ first: 10 }).nodes.slice(5));
    expect(second.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
  });

  it('gives each edge its cursor, node and fields of its own', () => {
    expect(list({ first: 1 }).edges).toEqual([
      { cursor: encodeCursor([0, 'a']), node: 'a', rank: 0 },
    ]);
  });

  it('has no cursors when it is empty, and still says that there is more', () => {
    expect(list({ first: 0 })).toEqual({
      edges: [],
      nodes: [],
      pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });
});
