import { createLruCache } from '../caching/lru-cache.ts';
import type { PlannableOperation, Planner } from './planner.ts';
import type { QueryPlan } from './query-plan.ts';

/** Keeps the plans that were asked for last, up to `maxBytes` of them as JSON. */
export function cachePlans(planner: Planner, { maxBytes }: { maxBytes: number }): Planner {
  const plans = createLruCache<QueryPlan>({
    maxBytes,
    sizeBytes: (plan) => JSON.stringify(plan).length,
  });
  return {
    async plan(operation) {
      const key = keyOf(operation);
      const known = plans.get(key);
      if (known !== undefined) return known;
      const plan = await planner.plan(operation);
      plans.set(key, plan);
      return plan;
    },
  };
}

/** The hash has a fixed length, so two operations of one document never meet, whatever their names. */
function keyOf({ documentHash, operationName }: PlannableOperation): string {
  return `${documentHash}${operationName ?? ''}`;
}
