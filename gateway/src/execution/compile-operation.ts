import type {
  GatewayExecutionResult,
  GatewayGraphQLRequestContext,
} from '@apollo/server-gateway-interface';
import {
  type DocumentNode,
  executeSync,
  type GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
} from 'graphql';
import type { Denials } from '../authorization/denials.ts';
import type { JsonTexts } from '../caching/json-texts.ts';
import type { QueryPlan } from '../planning/query-plan.ts';
import { compilePlan } from './compile-plan.ts';
import type { Data } from './data.ts';
import { mergeData } from './merge-data.ts';
import type { PlanRunner } from './plan-run.ts';
import { runPlan } from './run-plan.ts';
import type { NameInData } from './shape/compile-shape.ts';
import { createOperationShape } from './shape/shape-operation.ts';

/** An operation, made ready for any number of requests. Never rejects for what a subgraph does. */
export type ExecuteOperation = (
  incoming: GatewayGraphQLRequestContext,
  /** Values of variables that are not the client's own: literals that were made variables. */
  literals: Readonly<Record<string, unknown>>,
) => Promise<GatewayExecutionResult>;

/**
 * Compiles an operation with its plan. `introspection` is the part of it that the schema answers itself.
 */
export function compileOperation(options: {
  apiSchema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  plan: QueryPlan;
  introspection: DocumentNode | null;
  runner: PlanRunner;
  /** Under which name a field is in the data, where that is not its name in the response. */
  nameInData?: NameInData;
  /** The client's variables that have another name in the plan: theirs → the plan's. */
  renamedVariables: ReadonlyMap<string, string>;
  /** What is not in the plan since the caller may not have it; null when all is. */
  denials: Denials | null;
  jsonTexts: JsonTexts | null;
}): ExecuteOperation {
  const { apiSchema, document, operation, introspection, runner, jsonTexts, renamedVariables } =
    options;
  const { denials } = options;
  const steps = compilePlan(options.plan, runner.matches);
  const shape = createOperationShape({
    schema: apiSchema,
    document,
    operation,
    matches: runner.matches,
    denials,
    ...(options.nameInData !== undefined && { nameInData: options.nameInData }),
  });
  const { variableDefinitions = [] } = operation;

  return async (incoming, literals) => {
    const given = { ...incoming.request.variables, ...literals };
    // GraphQL spec §6.1.2 (CoerceVariableValues).
    const { coerced, errors: faults } = getVariableValues(apiSchema, variableDefinitions, given);
    if (faults !== undefined) return { errors: faults };
    // Subgraphs coerce for themselves, and get what the client sent; they do not know its defaults.
    const variables: Record<string, unknown> = { ...coerced, ...given };
    for (const [name, inPlan] of renamedVariables) variables[inPlan] = variables[name];
    const run = await runPlan(steps, runner, { incoming, variables });
    const { data, errors } = run;
    if (introspection !== null) introspect({ apiSchema, introspection, variables, data, errors });
    const shaped = shape(data, errors, run.failed);
    // Not copied, so nothing was left out or changed: the subgraph's text is the response's.
    if (shaped === data && run.dataJson !== undefined) jsonTexts?.know(shaped, run.dataJson);
    return { data: shaped, ...(errors.length > 0 && { errors }) };
  };
}

/** Adds what the schema says of itself, as graphql-js executes it. */
function introspect(given: {
  apiSchema: GraphQLSchema;
  introspection: DocumentNode;
  variables: Readonly<Record<string, unknown>>;
  data: Data;
  errors: GraphQLError[];
}): void {
  const result = executeSync({
    schema: given.apiSchema,
    document: given.introspection,
    variableValues: given.variables,
  });
  if (result.data) mergeData(given.data, result.data);
  given.errors.push(...(result.errors ?? []));
}
