import type { GraphQLError } from 'graphql';
import type { SubgraphResponse, SubgraphService } from '../transport/subgraph-service.ts';
import type { Data } from './data.ts';
import type { OperationRequest } from './operation-request.ts';
import type { MatchesType } from './type-conditions.ts';

/** What is known while a plan is run, and at its end. */
export interface PlanRun {
  /** What subgraphs answered, merged; not shaped yet. */
  data: Data;
  /** The JSON of the data, when all of it came in one answer. */
  dataJson: string | undefined;
  readonly errors: GraphQLError[];
  /** Objects that a subgraph failed on, and said so: what they lack needs no further error. */
  readonly failed: Set<Data>;
  /** The requests that another step may make too. */
  readonly sent: Map<string, Promise<SubgraphResponse>>;
}

/** What a plan is run with, the same for all requests of a generation. */
export interface PlanRunner {
  readonly services: Readonly<Record<string, SubgraphService>>;
  readonly matches: MatchesType;
}

/** What each step of a run works with. */
export interface Surroundings {
  readonly run: PlanRun;
  readonly runner: PlanRunner;
  readonly request: OperationRequest;
  /** Whether the plan has no other step. */
  readonly isAlone: boolean;
}
