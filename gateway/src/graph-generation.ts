import type {
  GatewayExecutionResult,
  GatewayGraphQLRequestContext,
} from '@apollo/server-gateway-interface';
import { type DocumentNode, GraphQLError, getOperationAST, OperationTypeNode } from 'graphql';
import type { AskedOperation } from './asked-operation.ts';
import type { Authorization } from './authorization/authorization.ts';
import { createCoalescer } from './caching/coalesce.ts';
import type { JsonTexts } from './caching/json-texts.ts';
import { GatewayError } from './errors/gateway-error.ts';
import { createTypeConditions } from './execution/type-conditions.ts';
import type { CostedRequest } from './operation/cost/estimate-cost.ts';
import { createOperationCache, type PreparedOperation } from './operation-cache.ts';
import type { Planner } from './planning/planner.ts';
import type { QueryPlan } from './planning/query-plan.ts';
import type { LoadedSupergraph } from './supergraph/load-supergraph.ts';
import type { SubgraphService } from './transport/subgraph-service.ts';

/** What the plan of an operation was, and how long it took to find. */
export interface Planned {
  readonly plan: QueryPlan;
  readonly planningMs: number;
}

/**
 * All that belongs to one supergraph: nothing of it changes when the next one comes, so that requests
 * in flight end as they began.
 */
export interface GraphGeneration {
  readonly supergraph: LoadedSupergraph;
  /** Plans and executes an operation that Apollo Server found valid. */
  execute(request: GatewayGraphQLRequestContext): Promise<GatewayExecutionResult>;
  /** Tells that no requests come but those that have begun: what plans for them is let go. */
  retire(): void;
  /** The operations that are used most of late, the hottest first. */
  hottest(most: number): readonly AskedOperation[];
  /**
   * Makes a generation ready for an operation before it is asked for; `document` was found valid for its
   * schema. Rejects as planning does.
   */
  warm(asked: AskedOperation, document: DocumentNode, signal: AbortSignal): Promise<void>;
}

/** What operations are held to. */
export interface CostGuard {
  /** Throws GatewayError for what would cost too much. */
  hold(request: CostedRequest, context: unknown): void;
  /** Finds out beforehand what can be known of an operation's cost. */
  warm(request: CostedRequest): void;
}

/** Tells whose requests may be answered together. */
export interface Sharing {
  /** Equal for callers that cannot be told apart; null for one whose request stands alone. */
  callerOf(context: unknown): string | null;
  /** The context of work that several wait for: its signal is not any one's. */
  withSignal(context: unknown, signal: AbortSignal): unknown;
  /** Tells the context of a request what was learnt in the joint one. */
  learn(context: unknown, joint: unknown): void;
}

/** An answer that several wait for, and the context that it was made in. */
interface Shared {
  readonly answer: GatewayExecutionResult;
  readonly context: unknown;
}

/**
 * Makes a generation. `services` answer for the subgraphs, by their names; `onPlanned` is told of each
 * operation's plan, with the request's context.
 */
export function createGraphGeneration(options: {
  supergraph: LoadedSupergraph;
  planner: Planner;
  services: Readonly<Record<string, SubgraphService>>;
  onPlanned: (context: unknown, planned: Planned) => void;
  /** Null: each request is answered for itself. */
  sharing: Sharing | null;
  authorization: Authorization;
  /** Null: operations may cost anything. */
  cost: CostGuard | null;
  jsonTexts: JsonTexts | null;
}): GraphGeneration {
  const { supergraph, planner, services, onPlanned, sharing, authorization } = options;
  const { cost, jsonTexts } = options;
  const runner = { services, matches: createTypeConditions(supergraph.fullSchema) };
  const operations = createOperationCache({
    ...{ supergraph, planner, runner, authorization, jsonTexts },
  });
  const executing = createCoalescer<Shared>();

  /** Joins an equal query of an equal caller, if one is under way. */
  async function share(
    request: GatewayGraphQLRequestContext,
    { caller, sharing }: { caller: string; sharing: Sharing },
    { execute, literals, denied }: PreparedOperation,
  ): Promise<GatewayExecutionResult> {
    const {
      queryHash,
      request: { operationName = '', variables },
    } = request;
    const key = queryHash + JSON.stringify([caller, denied, operationName, variables]);
    const { result, joined } = executing.join(key, signalOf(request.context), async (signal) => {
      const context = sharing.withSignal(request.context, signal);
      const executed = { ...request, context } as GatewayGraphQLRequestContext;
      return { answer: await execute(executed, literals), context };
    });
    const { answer, context } = await result;
    sharing.learn(request.context, context);
    if (joined && answer.data) jsonTexts?.share(answer.data);
    return answer;
  }

  return {
    supergraph,
    retire: () => planner.retire(),
    hottest: (most) => operations.hottest(most),
    async warm(asked, document, signal) {
      const chosen = getOperationAST(document, asked.operationName);
      // Nobody got an answer to it either.
      if (!chosen) return;
      cost?.warm({ document, operation: chosen, request: {} });
      await operations.warm(asked, { document, chosen }, signal);
    },
    async execute(request) {
      const refusal = refusalOf(request);
      if (refusal !== null) return { errors: [refusal] };
      cost?.hold(request, request.context);
      const startedAtMs = performance.now();
      const found = operations.find(request, signalOf(request.context));
      const operation = found instanceof Promise ? await found : found;
      const planningMs = performance.now() - startedAtMs;
      onPlanned(request.context, { plan: operation.plan, planningMs });
      const caller = isQuery(request) ? sharing?.callerOf(request.context) : null;
      const answer =
        sharing !== null && typeof caller === 'string'
          ? share(request, { caller, sharing }, operation)
          : operation.execute(request, operation.literals);
      return operation.denied.length === 0 ? answer : noteDenied(request, operation, answer);
    },
  };

  async function noteDenied(
    { context }: GatewayGraphQLRequestContext,
    { denied: coordinates }: PreparedOperation,
    answer: Promise<GatewayExecutionResult>,
  ): Promise<GatewayExecutionResult> {
    const result = await answer;
    const { onDenied: mode = 'null', whenDenied } = authorization;
    if (result.errors?.some(isDenial)) whenDenied?.(context, { mode, coordinates });
    return result;
  }
}

/** Ours: a subgraph may have an error of that name. */
function isDenial({ extensions }: GraphQLError): boolean {
  const { code, serviceName } = extensions;
  return code === 'UNAUTHORIZED_FIELD_OR_TYPE' && serviceName === undefined;
}

function isQuery({ operation }: GatewayGraphQLRequestContext): boolean {
  return operation.operation === OperationTypeNode.QUERY;
}

/** Our edge gives a signal; who uses the seam alone has none. */
function signalOf(context: unknown): AbortSignal {
  const { signal } = (context ?? {}) as { signal?: unknown };
  return signal instanceof AbortSignal ? signal : new AbortController().signal;
}

/** What keeps a valid document from being executed: GraphQL spec §6.1. */
function refusalOf({ operation, request }: GatewayGraphQLRequestContext): GraphQLError | null {
  // Apollo Server leaves it to the executor to say so, whatever its types tell.
  if ((operation as typeof operation | undefined) === undefined) {
    const { operationName } = request;
    return new GraphQLError(
      operationName
        ? `There is no operation named "${operationName}".`
        : 'The document holds several operations: name one with `operationName`.',
    );
  }
  if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
    throw new GatewayError('BAD_REQUEST', 'Subscriptions cannot be answered over this transport.');
  }
  return null;
}
