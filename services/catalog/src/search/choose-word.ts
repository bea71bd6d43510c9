/** Shorter words have too many others at two errors. */
const SHORT_LENGTH = 4;
const MAXIMUM_ERRORS = 2;

/**
 * Chooses the word that was probably meant: with the fewest typing errors, and the first among equals.
 * Null when each would take more errors than people make in a word of that length.
 */
export function chooseWord(typed: string, candidates: readonly string[]): string | null {
  let chosen: string | null = null;
  let fewest = (typed.length <= SHORT_LENGTH ? 1 : MAXIMUM_ERRORS) + 1;
  for (const candidate of candidates) {
    const errors = isUnfinished(typed, candidate) ? 1 : countTypingErrors(typed, candidate);
    if (errors >= fewest) continue;
    chosen = candidate;
    fewest = errors;
  }
  return chosen;
}

/** Whoever leaves off has made one error, however much is missing. */
function isUnfinished(typed: string, candidate: string): boolean {
  return typed !== '' && candidate.startsWith(typed);
}

/**
 * How many letters are missing, too many, wrong, or in the place of their neighbour: the optimal string
 * alignment distance.
 */
function countTypingErrors(typed: string, meant: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: meant.length + 1 }, (_, column) => column);
  for (let row = 1; row <= typed.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= meant.length; column += 1) {
      const isSame = typed[row - 1] === meant[column - 1];
      const isSwapped =
        typed[row - 1] === meant[column - 2] && typed[row - 2] === meant[column - 1];
      current[column] = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (isSame ? 0 : 1),
        isSwapped ? at(beforeLast, column - 2) + 1 : Infinity,
      );
    }
    beforeLast = last;
    last = current;
  }
  return at(last, meant.length);
}

function at(distances: readonly number[], column: number): number {
  return distances[column] ?? Infinity;
}
