import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { type LoadedSupergraph, supportedFeatures } from '../supergraph/load-supergraph.ts';
import { fromApolloPlan } from './from-apollo-plan.ts';
import { liftRequiredArguments } from './lift-required-arguments.ts';
import { orderKeys } from './order-keys.ts';
import type { PlannableOperation } from './planner.ts';
import type { QueryPlan } from './query-plan.ts';
import { restoreRequiredArguments } from './restore-required-arguments.ts';
import { tooComplex } from './too-complex.ts';

/** What the planner's own limits say; it throws plain errors. */
const LIMIT_REACHED = /exceeds limit|exceeded maximum|reached the limit/i;

/** Makes what builds plans with Apollo's planner, on the thread that calls it, for as long as that takes. */
export function createBuildApolloPlan({
  sdl,
  overrideLabels,
}: Pick<LoadedSupergraph, 'sdl' | 'overrideLabels'>): (
  operation: Omit<PlannableOperation, 'signal'>,
) => QueryPlan {
  const lifted = liftRequiredArguments(orderKeys(sdl));
  const supergraph = Supergraph.build(lifted.supergraphSdl, {
    validateSupergraph: false,
    supportedFeatures,
  });
  const apiSchema = supergraph.apiSchema();
  const planner = new QueryPlanner(supergraph, {
    // Planned for minutes otherwise: a chain of fragments over a recursive field.
    reuseQueryFragments: false,
  });
  return ({ document, overridePercentage }) => {
    const operation = operationFromDocument(apiSchema, document);
    const overrideConditions = new Map(
      overrideLabels.map(({ label, percentage }) => [label, overridePercentage < percentage]),
    );
    const built = translated(() => planner.buildQueryPlan(operation, { overrideConditions }));
    return restoreRequiredArguments(built, lifted);
  };
}

function translated(build: () => Parameters<typeof fromApolloPlan>[0]): QueryPlan {
  try {
    return fromApolloPlan(build());
  } catch (cause) {
    throw LIMIT_REACHED.test(String(cause)) ? tooComplex(cause) : cause;
  }
}
