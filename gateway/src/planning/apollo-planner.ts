import { operationFromDocument } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { GatewayError } from '../errors/gateway-error.ts';
import type { LoadedSupergraph } from '../supergraph/load-supergraph.ts';
import type { PlannableOperation, Planner } from './planner.ts';
import type { QueryPlan } from './query-plan.ts';

/** What the planner's own limits say; it throws plain errors. */
const LIMIT_REACHED = /exceeds limit|exceeded maximum|reached the limit/i;

/** Apollo's planner. It plans on the event loop: what limits it is all that bounds its time. */
export function createApolloPlanner({ apollo }: LoadedSupergraph): Planner {
  const planner = new QueryPlanner(apollo.supergraph, {
    // Planned for minutes otherwise: a chain of fragments over a recursive field.
    reuseQueryFragments: false,
  });
  return {
    async plan({ document, operationName }: PlannableOperation): Promise<QueryPlan> {
      const operation = operationFromDocument(apollo.apiSchema, document, {
        ...(operationName !== undefined && { operationName }),
      });
      try {
        return planner.buildQueryPlan(operation);
      } catch (cause) {
        throw LIMIT_REACHED.test(String(cause)) ? tooComplex(cause) : cause;
      }
    },
  };
}

function tooComplex(cause: unknown): GatewayError {
  return new GatewayError(
    'OPERATION_TOO_COMPLEX',
    'The operation is too complex to plan: split it, or ask for fewer fields of abstract types.',
    { cause },
  );
}
