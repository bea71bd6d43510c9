import { setImmediate as nextTurn } from 'node:timers/promises';
import type { GatewayGraphQLRequestContext } from '@apollo/server-gateway-interface';
import { type DocumentNode, type OperationDefinitionNode, print } from 'graphql';
import { LRUCache } from 'lru-cache';
import { type AskedOperation, hottestOf } from './asked-operation.ts';
import { allowAll, createAccessControl } from './authorization/access-control.ts';
import type { Authorization } from './authorization/authorization.ts';
import { noRights, type Rights } from './authorization/rights.ts';
import { createCoalescer } from './caching/coalesce.ts';
import type { JsonTexts } from './caching/json-texts.ts';
import { RecentUse } from './caching/recent-use.ts';
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
import { createOutcomesOfOperation } from './supergraph/outcomes-of-operation.ts';
import type { OverrideOutcomes } from './supergraph/override-outcomes.ts';

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
  /** The caller's rights, if anything of the operation depends on them. */
  readonly rights: Rights | null;
}

/** What the variants of an operation depend on. */
interface Traits {
  readonly conditions: readonly Condition[];
  readonly touched: readonly number[];
  readonly overrides: OverrideOutcomes;
}

const NONE: readonly number[] = [];

/** Operations that differ in nothing but literals, by the text that they have in common. */
type Family =
  /** One was seen; it is planned as it is, and its plan shows what the client wrote. */
  | { readonly phase: 'seen' }
  | { readonly phase: 'prepared'; readonly operation: PreparedOperation };

/** What is kept under a key. */
interface Kept {
  readonly operation: PreparedOperation;
  readonly asked: AskedOperation;
}

export interface OperationCache {
  /** Plans and compiles an operation, unless it is known. `signal`: of who waits for it. */
  find(
    request: GatewayGraphQLRequestContext,
    signal: AbortSignal,
  ): PreparedOperation | Promise<PreparedOperation>;
  /** The operations that are used most of late, the hottest first. */
  hottest(most: number): readonly AskedOperation[];
  /**
   * Prepares an operation as it was asked for elsewhere, for each outcome of overrides that it depends on. `chosen` is of
   * `document`, which is valid. Rejects as planning does.
   */
  warm(
    asked: AskedOperation,
    valid: { document: DocumentNode; chosen: OperationDefinitionNode },
    signal: AbortSignal,
  ): Promise<void>;
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
  const outcomesOf = createOutcomesOfOperation(supergraph);
  const prepared = new LRUCache<string, Kept>({
    maxSize: CACHE_BYTES,
    sizeCalculation: ({ operation, asked }, key) =>
      sizeOf(operation) + asked.source.length + key.length,
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
      const key = keyOf(request, request.request.operationName, variant);
      const known = prepared.get(key);
      if (known !== undefined) {
        known.asked.use.note(performance.now());
        return known.operation;
      }
      const prepare = async (jointSignal: AbortSignal) => {
        // Validation has just held the thread, for long if the document is: others come first.
        await nextTurn();
        const { document: whole, operation: chosen } = request;
        const document = settleConditions(whole, chosen, variant.conditions);
        const planned = { ...variant, signal: jointSignal };
        const { operation, family } = await prepareWithFamily(document, planned);
        prepared.set(key, { operation, asked: askedIn(request, variant, family) });
        return operation;
      };
      return preparing.join(key, signal, prepare).result;
    },

    hottest(most) {
      const asked = Array.from(prepared.values(), (kept) => kept.asked);
      return hottestOf(asked, { most, nowMs: performance.now() });
    },

    async warm(asked, { document: whole, chosen }, signal) {
      const { conditions, touched, overrides } = traitsOf(whole, chosen);
      const settled = new Map(
        conditions.map(({ variable, byDefault }) => [
          variable,
          asked.conditions.get(variable) ?? byDefault,
        ]),
      );
      // Where nothing depended on them before, nobody's are known.
      const rights = touched.length === 0 ? null : (asked.rights ?? noRights);
      const failing = failingOf(touched, rights);
      const document = settleConditions(whole, chosen, settled);
      for (const overridePercentage of overrides.all) {
        const variant = { overridePercentage, conditions: settled, failing, rights };
        const key = keyOf(asked, asked.operationName, variant);
        if (prepared.has(key)) continue;
        const planned = { ...variant, signal, hasFamily: asked.family !== null };
        const { operation } = await prepareWithFamily(document, planned);
        prepared.set(key, { operation, asked });
        await nextTurn();
      }
    },
  };

  function variantFor({
    document,
    operation,
    request,
    context,
  }: GatewayGraphQLRequestContext): Variant {
    const { conditions, touched, overrides } = traitsOf(document, operation);
    const rights = touched.length === 0 ? null : authorization.rightsOf(context);
    return {
      overridePercentage: overrides.roll(),
      conditions: readConditions(conditions, request.variables),
      ...{ failing: failingOf(touched, rights), rights },
    };
  }

  function traitsOf(document: DocumentNode, operation: OperationDefinitionNode): Traits {
    const known = traitsByOperation.get(operation);
    if (known !== undefined) return known;
    const traits = {
      conditions: conditionsOf(document, operation),
      touched: access?.touchedBy(document) ?? NONE,
      overrides: outcomesOf(document),
    };
    traitsByOperation.set(operation, traits);
    return traits;
  }

  function failingOf(touched: readonly number[], rights: Rights | null): readonly number[] {
    return rights === null ? NONE : (access?.failing(touched, rights) ?? NONE);
  }

  function askedIn(
    request: GatewayGraphQLRequestContext,
    variant: Variant,
    family: string | null,
  ): AskedOperation {
    const { source, queryHash } = request;
    const { operationName } = request.request;
    const use = new RecentUse();
    use.note(performance.now());
    return {
      identity: keyOf(request, operationName, { ...variant, overridePercentage: 0 }),
      ...{ source, queryHash, operationName, conditions: variant.conditions },
      ...{ rights: variant.rights, family, use },
    };
  }

  async function prepareWithFamily(
    document: DocumentNode,
    planned: Variant & { signal: AbortSignal; hasFamily?: boolean },
  ): Promise<{ operation: PreparedOperation; family: string | null }> {
    if (countFields(document) > MOST_FIELDS) throw tooComplex();
    const lifted = liftLiterals(apiSchema, document);
    if (lifted === null) return { operation: await prepareOne(document, planned), family: null };
    const { overridePercentage, failing, hasFamily = false } = planned;
    const name = `${failing};${print(lifted.document)}`;
    const key = `${overridePercentage};${name}`;
    const family = families.get(key);
    if (family === undefined && !hasFamily) {
      families.set(key, { phase: 'seen' });
      return { operation: await prepareOne(document, planned), family: null };
    }
    const operation =
      family?.phase === 'prepared' ? family.operation : await prepareOne(lifted.document, planned);
    if (family?.phase !== 'prepared') families.set(key, { phase: 'prepared', operation });
    return { operation: { ...operation, literals: lifted.literals }, family: name };
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
  { queryHash }: { queryHash: string },
  operationName: string | undefined,
  { overridePercentage, conditions, failing }: Variant,
): string {
  const settled = Array.from(conditions.values(), Number).join('');
  return `${queryHash}${overridePercentage};${settled};${failing};${operationName ?? ''}`;
}
