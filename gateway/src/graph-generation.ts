import type {
  GatewayExecutionResult,
  GatewayGraphQLRequestContext,
} from '@apollo/server-gateway-interface';
import { GraphQLError, OperationTypeNode } from 'graphql';
import { createCoalescer } from './caching/coalesce.ts';
import type { JsonTexts } from './caching/json-texts.ts';
import { createLruCache } from './caching/lru-cache.ts';
import { GatewayError } from './errors/gateway-error.ts';
import { compileOperation, type ExecuteOperation } from './execution/compile-operation.ts';
import { createTypeConditions } from './execution/type-conditions.ts';
import { countFields } from './planning/count-fields.ts';
import { splitOperation } from './planning/plannable-document.ts';
import type { Planner } from './planning/planner.ts';
import type { QueryPlan } from './planning/query-plan.ts';
import { MOST_FIELDS, tooComplex } from './planning/too-complex.ts';
import type { LoadedSupergraph } from './supergraph/load-supergraph.ts';
import type { SubgraphService } from './transport/subgraph-service.ts';

const PLAN_CACHE_BYTES = 30 * 1_024 * 1_024;

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
}

/** Tells whose requests may be answered together. */
export interface Sharing {
  /** Equal for callers that cannot be told apart; null for one whose request stands alone. */
  callerOf(context: unknown): string | null;
  /** The context of work that several wait for: its signal is not any one's. */
  withSignal(context: unknown, signal: AbortSignal): unknown;
}

/** An operation as it is kept: how it is answered, and what is told of it. */
interface PreparedOperation {
  readonly plan: QueryPlan;
  readonly execute: ExecuteOperation;
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
  jsonTexts: JsonTexts | null;
}): GraphGeneration {
  const { supergraph, planner, services, onPlanned, sharing, jsonTexts } = options;
  const runner = { services, matches: createTypeConditions(supergraph.fullSchema) };
  const prepared = createLruCache<PreparedOperation>({
    maxBytes: PLAN_CACHE_BYTES,
    sizeBytes: sizeOf,
  });
  const planning = createCoalescer<PreparedOperation>();
  const executing = createCoalescer<GatewayExecutionResult>();

  async function prepare(
    { document, operation }: GatewayGraphQLRequestContext,
    overridePercentage: number,
    signal: AbortSignal,
  ): Promise<PreparedOperation> {
    const { planned, introspection } = splitOperation(document, operation);
    if (planned !== null && countFields(planned) > MOST_FIELDS) throw tooComplex();
    const plan: QueryPlan =
      planned === null
        ? { kind: 'QueryPlan', node: null }
        : await planner.plan({ document: planned, overridePercentage, signal });
    const { apiSchema } = supergraph;
    const execute = compileOperation({
      ...{ apiSchema, document, operation, plan, introspection, runner, jsonTexts },
    });
    return { plan, execute };
  }

  function find(
    request: GatewayGraphQLRequestContext,
  ): PreparedOperation | Promise<PreparedOperation> {
    const overridePercentage = rollOverride(supergraph);
    const key = keyOf(request, overridePercentage);
    const known = prepared.get(key);
    if (known !== undefined) return known;
    const { result } = planning.join(key, signalOf(request.context), async (signal) => {
      const operation = await prepare(request, overridePercentage, signal);
      prepared.set(key, operation);
      return operation;
    });
    return result;
  }

  /** Joins an equal query of an equal caller, if one is under way. */
  async function share(
    request: GatewayGraphQLRequestContext,
    caller: string,
    execute: ExecuteOperation,
  ): Promise<GatewayExecutionResult> {
    const {
      queryHash,
      request: { operationName = '', variables },
    } = request;
    const key = queryHash + JSON.stringify([caller, operationName, variables]);
    const { result, joined } = executing.join(key, signalOf(request.context), (signal) => {
      const context = (sharing as Sharing).withSignal(request.context, signal);
      return execute({ ...request, context } as GatewayGraphQLRequestContext);
    });
    const shared = await result;
    if (joined && shared.data) jsonTexts?.share(shared.data);
    return shared;
  }

  return {
    supergraph,
    async execute(request) {
      const refusal = refusalOf(request);
      if (refusal !== null) return { errors: [refusal] };
      const startedAtMs = performance.now();
      const found = find(request);
      const { plan, execute } = found instanceof Promise ? await found : found;
      onPlanned(request.context, { plan, planningMs: performance.now() - startedAtMs });
      const caller = isQuery(request) ? sharing?.callerOf(request.context) : null;
      return typeof caller === 'string' ? share(request, caller, execute) : execute(request);
    },
  };
}

/** A compiled operation takes some times what its plan does as JSON; its document is kept with it. */
function sizeOf({ plan }: PreparedOperation): number {
  return 4 * JSON.stringify(plan).length + 4_096;
}

/** The hash has a fixed length, so two operations of one document never meet, whatever their names. */
function keyOf(
  { queryHash, request }: GatewayGraphQLRequestContext,
  overridePercentage: number,
): string {
  return `${queryHash}${overridePercentage};${request.operationName ?? ''}`;
}

/**
 * Decides which overrides hold for a request. Returns the least percentage with that outcome, so that
 * there are as many as there are outcomes.
 */
function rollOverride({ overrideLabels }: LoadedSupergraph): number {
  if (overrideLabels.length === 0) return 0;
  const rolled = 100 * Math.random();
  return Math.max(
    0,
    ...overrideLabels.map(({ percentage }) => percentage).filter((p) => p <= rolled),
  );
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
