import { type CostModel, type InputCost, saturated } from './cost-model.ts';

/**
 * What a value weighs as an argument, with all that is in it. Without recursion: values may be nested as deep as
 * requests are long. What does not fit the type weighs something or nothing; it is refused later.
 */
export function weighValue(
  value: unknown,
  input: InputCost,
  { inputFields }: Pick<CostModel, 'inputFields'>,
): number {
  let weight = 0;
  const waiting: [value: unknown, input: InputCost][] = [[value, input]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [part, cost] = next;
    if (part === null || part === undefined) continue;
    if (Array.isArray(part)) {
      for (const item of part) waiting.push([item, cost]);
      continue;
    }
    weight += cost.weight;
    if (typeof part !== 'object') continue;
    for (const [name, field] of inputFields.get(cost.type) ?? []) {
      if (Object.hasOwn(part, name)) waiting.push([(part as Record<string, unknown>)[name], field]);
    }
  }
  return saturated(weight);
}
