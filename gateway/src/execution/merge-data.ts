import type { SelectionTree } from '../operation/selection-tree.ts';
import { type Data, isData, setOwn } from './data.ts';

/**
 * Adds what a subgraph answered to what is known. Objects and lists are merged; a null never takes the
 * place of a value, since another subgraph could give it. What is taken over is not copied. Keys that were
 * not `asked` for are left out.
 */
export function mergeData(known: Data, incoming: Data, asked?: SelectionTree): void {
  for (const key in incoming) {
    if (asked !== undefined && !asked.has(key)) continue;
    const value = incoming[key];
    const present = Object.hasOwn(known, key) ? known[key] : undefined;
    if (present === undefined || present === null) setOwn(known, key, value);
    else if (value !== null) setOwn(known, key, merged(present, value, asked?.get(key)));
  }
}

function merged(present: unknown, value: unknown, asked: SelectionTree | undefined): unknown {
  if (isData(present) && isData(value)) {
    mergeData(present, value, asked);
    return present;
  }
  if (Array.isArray(present) && Array.isArray(value)) return mergedList(present, value, asked);
  return value;
}

/** Two subgraphs that tell of one list tell of the same items, in the same order. */
function mergedList(
  present: unknown[],
  values: readonly unknown[],
  asked: SelectionTree | undefined,
): unknown[] {
  for (const [index, value] of values.entries()) {
    const before = present[index];
    if (before === undefined || before === null) present[index] = value;
    else if (value !== null) present[index] = merged(before, value, asked);
  }
  return present;
}
