import { setImmediate as nextTurn } from 'node:timers/promises';
import type { GatewayGraphQLRequestContext } from '@apollo/server-gateway-interface';
import { type DocumentNode, type OperationDefinitionNode, print } from 'graphql';
import { LRUCache } from 'lru-cache';
import { allowAll, createAccessControl } from './authorization/access-control.ts';
import type { Authorization } from './authorization/authorization.ts';
import { createCoalescer } from './caching/coalesce.ts';
import type { JsonTexts } from './caching/json-texts.ts';
import { compileOperation, type ExecuteOperation } from './execution/compile-operation.ts';
import type { PlanRunner } from './execution/plan-run.ts';
import { refuseOperation } from './execution/refuse-operation.ts';
import { createAskForTypes } from './operation/ask-for-types.ts';
import { countFields } from './operation/count-fields.ts';
import { liftLiterals } from './operation/lift-literals.ts';
import { splitOperation } from './operation/plannable-document.ts';
import { createSafeAliases } from './operation/safe-aliases.ts';
import { renameVariables } from './operation/safe-variables.ts';
import {
  type Condition,
  conditionsOf,
  readConditions,
  type SettledConditions,
  settleConditions,
} from './operation/settle-conditions.ts';
import type { Planner } from './planning/planner.ts';
import type { QueryPlan } from './planning/query-plan.ts';
import { MOST_FIELDS, tooComplex } from './planning/too-complex.ts';
import type { LoadedSupergraph } from './supergraph/load-supergraph.ts';

const CACHE_BYTES = 30 * 1_024 * 1_024;

/** An operation as it is kept: how it is answered, and what is told of it. */
export interface PreparedOperation {
  readonly plan: QueryPlan;
  readonly execute: ExecuteOperation;
  /** Of an operation that is planned together with those that differ in literals: the literals. */
  readonly literals: Readonly<Record<string, unknown>>;
  /** What the callers that it is kept for may not have of it. */
  readonly denied: readonly string[];
}

/** What decides how an operation is prepared for a request. */
interface Variant {
  readonly overridePercentage: number;
  readonly conditions: SettledConditions;
  /** The conditions of access that the caller does not meet. */
  readonly failing: readonly number[];
}

/** What the variants of an operation depend on. */
interface Traits {
  readonly conditions: readonly Condition[];
  readonly touched: readonly number[];
}

const NONE: readonly number[] = [];

/** Operations that differ in nothing but literals, by the text that they have in common. */
type Family =
  /** One was seen; it is planned as it is, and its plan shows what the client wrote. */
  | { readonly phase: 'seen' }
  | { readonly phase: 'prepared'; readonly operation: PreparedOperation };

export interface OperationCache {
  /** Plans and compiles an operation, unless it is known. `signal`: of who waits for it. */
  find(
    request: GatewayGraphQLRequestContext,
    signal: AbortSignal,
  ): PreparedOperation | Promise<PreparedOperation>;
}

/** Keeps the operations of one supergraph that were asked for last, and prepares each once. */
export function createOperationCache(options: {
  supergraph: LoadedSupergraph;
  planner: Planner;
  runner: PlanRunner;
  authorization: Authorization;
  jsonTexts: JsonTexts | null;
}): OperationCache {
  const { supergraph, planner, runner, authorization, jsonTexts } = options;
  const { apiSchema, fullSchema } = supergraph;
  const aliasSafely = createSafeAliases(fullSchema);
  const access = createAccessControl(supergraph);
  const askForTypes = createAskForTypes(apiSchema, fullSchema);
  const prepared = new LRUCache<string, PreparedOperation>({
    maxSize: CACHE_BYTES,
    sizeCalculation: (operation, key) => sizeOf(operation) + key.length,
  });
  const families = new LRUCache<string, Family>({
    maxSize: CACHE_BYTES,
    sizeCalculation: (family, key) =>
      (family.phase === 'seen' ? 1 : sizeOf(family.operation)) + key.length,
  });
  const preparing = createCoalescer<PreparedOperation>();
  const traitsByOperation = new WeakMap<OperationDefinitionNode, Traits>();

  return {
    find(request, signal) {
      const variant = variantFor(request);
      const key = keyOf(request, variant);
      const known = prepared.get(key);
      if (known !== undefined) return known;
      const prepare = async (jointSignal: AbortSignal) => {
        // Validation has just held the thread, for long if the document is: others come first.
        await nextTurn();
        const { document: whole, operation: chosen } = request;
        const document = settleConditions(whole, chosen, variant.conditions);
        const operation = await prepareWithFamily(document, { ...variant, signal: jointSignal });
        prepared.set(key, operation);
        return operation;
      };
      return preparing.join(key, signal, prepare).result;
    },
  };

  function variantFor({
    document,
    operation,
    request,
    context,
  }: GatewayGraphQLRequestContext): Variant {
    const known = traitsByOperation.get(operation);
    const { conditions, touched } = known ?? {
      conditions: conditionsOf(document, operation),
      touched: access?.touchedBy(document) ?? NONE,
    };
    if (known === undefined) traitsByOperation.set(operation, { conditions, touched });
    return {
      overridePercentage: rollOverride(supergraph),
      conditions: readConditions(conditions, request.variables),
      failing:
        access === null || touched.length === 0
          ? NONE
          : access.failing(touched, authorization.rightsOf(context)),
    };
  }

  async function prepareWithFamily(
    document: DocumentNode,
    planned: Variant & { signal: AbortSignal },
  ): Promise<PreparedOperation> {
    if (countFields(document) > MOST_FIELDS) throw tooComplex();
    const lifted = liftLiterals(apiSchema, document);
    if (lifted === null) return prepareOne(document, planned);
    const { overridePercentage, failing } = planned;
    const key = `${overridePercentage};${failing};${print(lifted.document)}`;
    const family = families.get(key);
    if (family === undefined) {
      families.set(key, { phase: 'seen' });
      return prepareOne(document, planned);
    }
    const { literals } = lifted;
    if (family.phase === 'prepared') return { ...family.operation, literals };
    const operation = await prepareOne(lifted.document, planned);
    families.set(key, { phase: 'prepared', operation });
    return { ...operation, literals };
  }

  async function prepareOne(
    document: DocumentNode,
    planned: Variant & { signal: AbortSignal },
  ): Promise<PreparedOperation> {
    const operation = document.definitions[0] as OperationDefinitionNode;
    const { planned: whole, introspection } = splitOperation(document, operation);
    const allowed = access?.allow(whole, planned.failing) ?? allowAll(whole);
    const { planned: plannable, denied, denials } = allowed;
    if (denied.length > 0 && authorization.onDenied === 'reject') {
      return { plan: NO_PLAN, execute: refuseOperation, literals: {}, denied };
    }
    const aliased = plannable && aliasSafely(askForTypes(plannable));
    const asked = aliased && renameVariables(aliased.document);
    const { overridePercentage, signal } = planned;
    const plan: QueryPlan =
      asked === null
        ? NO_PLAN
        : await planner.plan({ document: asked.document, overridePercentage, signal });
    const execute = compileOperation({
      ...{ apiSchema, document, operation, plan, introspection, runner, denials, jsonTexts },
      ...(aliased !== null && {
        nameInData: (field, typename) => aliased.nameInData(allowed.askedOf(typename, field)),
      }),
      renamedVariables: asked?.renamed ?? new Map(),
    });
    return { plan, execute, literals: {}, denied };
  }
}

const NO_PLAN: QueryPlan = { kind: 'QueryPlan', node: null };

/** A compiled operation takes some times what its plan does as JSON; its document is kept with it. */
function sizeOf({ plan }: PreparedOperation): number {
  return 4 * JSON.stringify(plan).length + 4_096;
}

/** The hash has a fixed length, so two operations of one document never meet, whatever their names. */
function keyOf(
  { queryHash, request }: GatewayGraphQLRequestContext,
  { overridePercentage, conditions, failing }: Variant,
): string {
  const settled = Array.from(conditions.values(), Number).join('');
  return `${queryHash}${overridePercentage};${settled};${failing};${request.operationName ?? ''}`;
}

/**
 * Decides which overrides hold for a request. Returns the least percentage with that outcome, so that
 * there are as many as there are outcomes.
 */
function rollOverride({ overrideLabels }: LoadedSupergraph): number {
  if (overrideLabels.length === 0) return 0;
  const rolled = 100 * Math.random();
  const passed = overrideLabels.map(({ percentage }) => percentage).filter((p) => p <= rolled);
  return Math.max(0, ...passed);
}
