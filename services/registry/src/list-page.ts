import { DomainError, decodeCursor, encodeCursor } from '@causeway/subgraph-kit';

const MOST_AT_ONCE = 100;
/** PostgreSQL's `integer`. */
const MOST_NUMBER = 2_147_483_647;

/** A part of a list that is ordered by a falling number. */
export interface ListPage {
  readonly size: number;
  /** Only what comes after this number; null from the start. */
  readonly before: number | null;
}

/** Reads `first` and `after`. Throws BAD_USER_INPUT naming the argument that is wrong. */
export function readListPage(args: { first: number; after?: string | null | undefined }): ListPage {
  const { first, after } = args;
  if (first < 1 || first > MOST_AT_ONCE) {
    throw new DomainError('BAD_USER_INPUT', `\`first\` must be between 1 and ${MOST_AT_ONCE}.`);
  }
  return { size: first, before: after == null ? null : numberOf(after) };
}

function numberOf(after: string): number {
  const [number] = decodeCursor(after, 1);
  const isNumber = Number.isInteger(number) && Number(number) > 0 && Number(number) <= MOST_NUMBER;
  if (isNumber) return Number(number);
  throw new DomainError('BAD_USER_INPUT', '`after` is not a cursor of this list.');
}

/** Makes a connection of `size + 1` rows at the most, of which the last only says that there are more. */
export function listConnection<R>(
  rows: readonly R[],
  { size }: ListPage,
  numberOf: (row: R) => number,
) {
  const nodes = rows.slice(0, size);
  const last = nodes.at(-1);
  return {
    nodes,
    pageInfo: {
      hasNextPage: rows.length > size,
      endCursor: last === undefined ? null : encodeCursor([numberOf(last)]),
    },
  };
}
