import type { SelectionTree } from '../operation/selection-tree.ts';
import { type Data, isData, setOwn } from './data.ts';
import type { MatchesType } from './type-conditions.ts';

export interface MergeOptions {
  /** What was asked for; other keys are left out. All are taken without it. */
  readonly asked?: SelectionTree | undefined;
  /** Knows of types: one that is known is not replaced by the interface that a subgraph knows it as. */
  readonly matches?: MatchesType;
}

/**
 * Adds what a subgraph answered to what is known. Objects and lists are merged; a null never takes the
 * place of a value, since another subgraph could give it. What is taken over is not copied.
 */
export function mergeData(known: Data, incoming: Data, options: MergeOptions = {}): void {
  const { asked, matches } = options;
  for (const key in incoming) {
    if (asked !== undefined && !asked.has(key)) continue;
    const value = incoming[key];
    const present = Object.hasOwn(known, key) ? known[key] : undefined;
    if (present === value || value === null) {
      if (present === undefined) setOwn(known, key, value);
    } else if (present === undefined || present === null) setOwn(known, key, value);
    else if (typeof value === 'object') {
      setOwn(known, key, merged(present, value, { ...options, asked: asked?.get(key) }));
    } else if (key !== '__typename' || !matches?.(present, String(value)))
      setOwn(known, key, value);
  }
}

function merged(present: unknown, value: unknown, options: MergeOptions): unknown {
  if (isData(present) && isData(value)) {
    mergeData(present, value, options);
    return present;
  }
  if (Array.isArray(present) && Array.isArray(value)) return mergedList(present, value, options);
  return value;
}

/** Two subgraphs that tell of one list tell of the same items, in the same order. */
function mergedList(
  present: unknown[],
  values: readonly unknown[],
  options: MergeOptions,
): unknown[] {
  for (const [index, value] of values.entries()) {
    const before = present[index];
    if (before === undefined || before === null) present[index] = value;
    else if (value !== null) present[index] = merged(before, value, options);
  }
  return present;
}
