import { diffLines } from 'diff';

export interface Line {
  number: number;
  text: string;
}

/** A row of two columns: the same line in both, or what stands on each side, null where there is nothing. */
export type Row =
  | { kind: 'same'; left: Line; right: Line }
  | { kind: 'changed'; left: Line | null; right: Line | null };

/** Rows that are shown, or equal ones that may be folded. */
export interface Region {
  kind: 'shown' | 'folded';
  rows: readonly Row[];
}

/** Equal lines that stay around each change. */
const CONTEXT = 3;

/** Sets two texts beside each other, line by line; long runs of equal lines are folded. */
export function setSideBySide(before: string, after: string): readonly Region[] {
  return foldEqual(rowsOf(before, after));
}

function rowsOf(before: string, after: string): readonly Row[] {
  const rows: Row[] = [];
  let removed: Line[] = [];
  let left = 1;
  let right = 1;
  for (const part of diffLines(before, after)) {
    const texts = part.value.replace(/\n$/, '').split('\n');
    if (part.removed) {
      removed = texts.map((text) => ({ number: left++, text }));
      continue;
    }
    const added = part.added ? texts.map((text) => ({ number: right++, text })) : [];
    rows.push(...pair(removed, added));
    removed = [];
    if (part.added) continue;
    for (const text of texts) {
      rows.push({
        kind: 'same',
        left: { number: left++, text },
        right: { number: right++, text },
      });
    }
  }
  return [...rows, ...pair(removed, [])];
}

/** What was removed beside what was put in its place, from the top. */
function pair(removed: readonly Line[], added: readonly Line[]): Row[] {
  return Array.from({ length: Math.max(removed.length, added.length) }, (_, index) => ({
    kind: 'changed',
    left: removed[index] ?? null,
    right: added[index] ?? null,
  }));
}

function foldEqual(rows: readonly Row[]): readonly Region[] {
  const isNearChange = nearChanges(rows);
  const regions: { kind: Region['kind']; rows: Row[] }[] = [];
  rows.forEach((row, index) => {
    const kind = isNearChange[index] ? 'shown' : 'folded';
    const last = regions.at(-1);
    if (last?.kind === kind) last.rows.push(row);
    else regions.push({ kind, rows: [row] });
  });
  // A fold takes a row itself: there is nothing to win with less than two.
  return regions.map((region) => (region.rows.length < 2 ? { ...region, kind: 'shown' } : region));
}

function nearChanges(rows: readonly Row[]): readonly boolean[] {
  const near = rows.map(() => false);
  rows.forEach(({ kind }, index) => {
    if (kind === 'changed') near.fill(true, Math.max(0, index - CONTEXT), index + CONTEXT + 1);
  });
  return near;
}
