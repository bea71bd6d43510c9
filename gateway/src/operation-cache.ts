import { setImmediate as nextTurn } from 'node:timers/promises';
import type { GatewayGraphQLRequestContext } from '@apollo/server-gateway-interface';
import { type DocumentNode, type OperationDefinitionNode, print } from 'graphql';
import { LRUCache } from 'lru-cache';
import { createCoalescer } from './caching/coalesce.ts';
import type { JsonTexts } from './caching/json-texts.ts';
import { compileOperation, type ExecuteOperation } from './execution/compile-operation.ts';
import type { PlanRunner } from './execution/plan-run.ts';
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
}

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
  jsonTexts: JsonTexts | null;
}): OperationCache {
  const { supergraph, planner, runner, jsonTexts } = options;
  const { apiSchema, fullSchema } = supergraph;
  const aliasSafely = createSafeAliases(fullSchema);
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
  const conditionsByOperation = new WeakMap<OperationDefinitionNode, readonly Condition[]>();

  return {
    find(request, signal) {
      const overridePercentage = rollOverride(supergraph);
      const conditions = settledFor(request);
      const key = keyOf(request, { overridePercentage, conditions });
      const known = prepared.get(key);
      if (known !== undefined) return known;
      const prepare = async (jointSignal: AbortSignal) => {
        // Validation has just held the thread, for long if the document is: others come first.
        await nextTurn();
        const document = settleConditions(request.document, request.operation, conditions);
        const planned = { overridePercentage, signal: jointSignal };
        const operation = await prepareWithFamily(document, planned);
        prepared.set(key, operation);
        return operation;
      };
      return preparing.join(key, signal, prepare).result;
    },
  };

  function settledFor({
    document,
    operation,
    request,
  }: GatewayGraphQLRequestContext): SettledConditions {
    const known = conditionsByOperation.get(operation);
    const conditions = known ?? conditionsOf(document, operation);
    if (known === undefined) conditionsByOperation.set(operation, conditions);
    return readConditions(conditions, request.variables);
  }

  async function prepareWithFamily(
    document: DocumentNode,
    planned: { overridePercentage: number; signal: AbortSignal },
  ): Promise<PreparedOperation> {
    if (countFields(document) > MOST_FIELDS) throw tooComplex();
    const lifted = liftLiterals(apiSchema, document);
    if (lifted === null) return prepareOne(document, planned);
    const key = `${planned.overridePercentage};${print(lifted.document)}`;
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
    planned: { overridePercentage: number; signal: AbortSignal },
  ): Promise<PreparedOperation> {
    const operation = document.definitions[0] as OperationDefinitionNode;
    const { planned: plannable, introspection } = splitOperation(document, operation);
    const aliased = plannable && aliasSafely(askForTypes(plannable));
    const asked = aliased && renameVariables(aliased.document);
    const plan: QueryPlan =
      asked === null
        ? { kind: 'QueryPlan', node: null }
        : await planner.plan({ document: asked.document, ...planned });
    const execute = compileOperation({
      ...{ apiSchema, document, operation, plan, introspection, runner, jsonTexts },
      ...(aliased !== null && { nameInData: aliased.nameInData }),
      renamedVariables: asked?.renamed ?? new Map(),
    });
    return { plan, execute, literals: {} };
  }
}

/** A compiled operation takes some times what its plan does as JSON; its document is kept with it. */
function sizeOf({ plan }: PreparedOperation): number {
  return 4 * JSON.stringify(plan).length + 4_096;
}

/** The hash has a fixed length, so two operations of one document never meet, whatever their names. */
function keyOf(
  { queryHash, request }: GatewayGraphQLRequestContext,
  { overridePercentage, conditions }: { overridePercentage: number; conditions: SettledConditions },
): string {
  const settled = Array.from(conditions.values(), Number).join('');
  return `${queryHash}${overridePercentage};${settled};${request.operationName ?? ''}`;
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
