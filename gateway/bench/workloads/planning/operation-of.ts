const DEPTH = 4;
const BRANCHES = 4;
const FIELDS = 7;

/** A document of four levels with four fields in each selection, picked anew for each index. */
export function operationOf(index: number): string {
  const random = randomOf(index + 1);
  return `{ start { id ${selectionOf(DEPTH, random)} } }`;
}

function selectionOf(depth: number, random: () => number): string {
  const picked = pickFields(random);
  if (depth === 0) return picked.map((field) => `note${field}`).join(' ');
  return picked.map((field) => `line${field} { ${selectionOf(depth - 1, random)} }`).join(' ');
}

function pickFields(random: () => number): number[] {
  const left = Array.from({ length: FIELDS }, (_, field) => field);
  while (left.length > BRANCHES) left.splice(Math.floor(random() * left.length), 1);
  return left;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
