import { operationFromDocument } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import type { LoadedSupergraph } from '../supergraph/load-supergraph.ts';
import { fromApolloPlan } from './from-apollo-plan.ts';
import type { PlannableOperation, Planner } from './planner.ts';
import type { QueryPlan } from './query-plan.ts';
import { tooComplex } from './too-complex.ts';

/** What the planner's own limits say; it throws plain errors. */
const LIMIT_REACHED = /exceeds limit|exceeded maximum|reached the limit/i;

/** Apollo's planner. It plans on the event loop: what limits it is all that bounds its time. */
export function createApolloPlanner({ apollo, overrideLabels }: LoadedSupergraph): Planner {
  const planner = new QueryPlanner(apollo.supergraph, {
    // Planned for minutes otherwise: a chain of fragments over a recursive field.
    reuseQueryFragments: false,
  });
  return {
    async plan({ document, overridePercentage }: PlannableOperation): Promise<QueryPlan> {
      const operation = operationFromDocument(apollo.apiSchema, document);
      const overrideConditions = new Map(
        overrideLabels.map(({ label, percentage }) => [label, overridePercentage < percentage]),
      );
      try {
        return fromApolloPlan(planner.buildQueryPlan(operation, { overrideConditions }));
      } catch (cause) {
        throw LIMIT_REACHED.test(String(cause)) ? tooComplex(cause) : cause;
      }
    },
  };
}
