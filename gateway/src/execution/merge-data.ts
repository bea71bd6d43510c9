import { type Data, isData, setOwn } from './data.ts';

/**
 * Adds what a subgraph answered to what is known. Objects and lists are merged; a null never takes the
 * place of a value, since another subgraph could give it. What is taken over is not copied.
 */
export function mergeData(known: Data, incoming: Data): void {
  for (const key in incoming) {
    const value = incoming[key];
    const present = Object.hasOwn(known, key) ? known[key] : undefined;
    if (present === undefined || present === null) setOwn(known, key, value);
    else if (value !== null) setOwn(known, key, merged(present, value));
  }
}

function merged(present: unknown, value: unknown): unknown {
  if (isData(present) && isData(value)) {
    mergeData(present, value);
    return present;
  }
  if (Array.isArray(present) && Array.isArray(value)) return mergedList(present, value);
  return value;
}

/** Two subgraphs that tell of one list tell of the same items, in the same order. */
function mergedList(present: unknown[], values: readonly unknown[]): unknown[] {
  for (const [index, value] of values.entries()) {
    const before = present[index];
    if (before === undefined || before === null) present[index] = value;
    else if (value !== null) present[index] = merged(before, value);
  }
  return present;
}
