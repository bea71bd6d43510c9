import type { Limits, Measures } from './limit-table.ts';

/** What a number, a boolean, null or the marks around a value come to. */
const SMALL_BYTES = 8;

/**
 * Measures the values of variables: about how many bytes they are as JSON, and how deep lists and objects
 * stand in one another. Without recursion, and no further than what is enforced.
 */
export function measureVariables(
  variables: Readonly<Record<string, unknown>>,
  ends: Pick<Limits, 'variablesBytes' | 'variablesDepth'>,
): Measures {
  let variablesBytes = 0;
  let variablesDepth = 0;
  const waiting: [value: unknown, depth: number][] = [[variables, 0]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [value, depth] = next;
    variablesBytes += SMALL_BYTES;
    if (typeof value === 'string') variablesBytes += value.length;
    if (typeof value === 'object' && value !== null) {
      variablesDepth = Math.max(variablesDepth, depth);
      if (Array.isArray(value)) {
        // So much it is at least: whether that is too much is known without a look at each item.
        const least = variablesBytes + value.length * SMALL_BYTES;
        if (least > ends.variablesBytes.enforce) return { variablesBytes: least, variablesDepth };
        for (const item of value) waiting.push([item, depth + 1]);
      } else {
        for (const name of Object.keys(value)) {
          variablesBytes += name.length;
          waiting.push([(value as Record<string, unknown>)[name], depth + 1]);
        }
      }
    }
    if (variablesBytes > ends.variablesBytes.enforce) break;
    if (variablesDepth > ends.variablesDepth.enforce) break;
  }
  return { variablesBytes, variablesDepth };
}
