import { setImmediate as nextTurn } from 'node:timers/promises';
import type { GraphQLDataSource } from '@apollo/gateway';
import type { Authorization } from './authorization/authorization.ts';
import { noRights } from './authorization/rights.ts';
import type { CausewayGatewayOptions } from './causeway-gateway.ts';
import { type CostGuard, createGraphGeneration, type GraphGeneration } from './graph-generation.ts';
import type { CostEstimate } from './operation/cost/cost-model.ts';
import { createEstimateCost } from './operation/cost/estimate-cost.ts';
import { choosePlanner } from './planning/choose-planner.ts';
import type { Planner } from './planning/planner.ts';
import type { LoadedSupergraph } from './supergraph/load-supergraph.ts';
import { readCostModel } from './supergraph/read-cost-model.ts';
import { serviceOf } from './transport/subgraph-service.ts';

export interface CostControl {
  /** How many items a list has of which nothing says how many. */
  readonly assumedListSize: number;
  /** Told of each estimate, with Apollo Server's context value; throws GatewayError to refuse the operation. */
  judge(context: unknown, estimate: CostEstimate): void;
}

/** Makes generations of supergraphs, as the options of a gateway have them. */
export interface MakeGenerations {
  atOnce(supergraph: LoadedSupergraph): GraphGeneration;
  /** Likewise, in steps between which requests go on. */
  inTurns(supergraph: LoadedSupergraph): Promise<GraphGeneration>;
}

/** Nobody has said who asks. */
const DENY_BY_DEFAULT: Authorization = { rightsOf: () => noRights };

export function createMakeGenerations(
  options: CausewayGatewayOptions,
  dataSourceOf: (subgraph: { name: string; url: string }) => GraphQLDataSource,
): MakeGenerations {
  return {
    atOnce(supergraph) {
      const cost = costGuardOf(supergraph);
      return make(supergraph, { cost, planner: plannerOf(supergraph) });
    },
    // Each part takes long enough for a turn of its own.
    async inTurns(supergraph) {
      await nextTurn();
      const cost = costGuardOf(supergraph);
      await nextTurn();
      const planner = plannerOf(supergraph);
      await nextTurn();
      return make(supergraph, { cost, planner });
    },
  };

  function make(
    supergraph: LoadedSupergraph,
    parts: { cost: CostGuard | null; planner: Planner },
  ): GraphGeneration {
    return createGraphGeneration({
      ...{ supergraph, ...parts },
      services: Object.fromEntries(
        supergraph.subgraphs.map((subgraph) => [
          subgraph.name,
          serviceOf(subgraph.name, dataSourceOf(subgraph)),
        ]),
      ),
      onPlanned: options.onPlanned ?? (() => undefined),
      sharing: options.sharing ?? null,
      authorization: options.authorization ?? DENY_BY_DEFAULT,
      jsonTexts: options.jsonTexts ?? null,
    });
  }

  function plannerOf(supergraph: LoadedSupergraph): Planner {
    const { planner: choice = 'auto', onPlannerFallback: onFallback = () => undefined } = options;
    return choosePlanner(supergraph, { choice, onFallback });
  }

  function costGuardOf({ sdl, costDirectives }: LoadedSupergraph): CostGuard | null {
    if (options.cost === undefined) return null;
    const { judge, assumedListSize } = options.cost;
    const estimate = createEstimateCost(readCostModel(sdl, costDirectives), { assumedListSize });
    return {
      hold: (request, context) => judge(context, estimate(request)),
      warm: (request) => void estimate(request),
    };
  }
}
