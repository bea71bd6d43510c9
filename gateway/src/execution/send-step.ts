import type { SubgraphResponse } from '../transport/subgraph-service.ts';
import type { EntityBatch } from './collect-batches.ts';
import { bodyHeadOf, type Step } from './compile-plan.ts';
import { documentForGroups, numberedName } from './context-arguments.ts';
import { isData } from './data.ts';
import type { OperationRequest } from './operation-request.ts';
import type { Surroundings } from './plan-run.ts';
import { badResponse, failureErrors } from './subgraph-errors.ts';

/**
 * Sends what a step asks of its subgraph, or takes the answer to the same request of another step. What
 * comes back can be merged; whatever went wrong is told in its errors.
 */
export async function sendStep(
  step: Step,
  batches: readonly EntityBatch[],
  around: Surroundings,
): Promise<SubgraphResponse> {
  const given = requestOf(step, batches, around);
  if (!step.hasTwin) return send(given);
  const key = `${step.fetch.subgraph} ${given.body}`;
  const { sent } = around.run;
  const response = sent.get(key) ?? send(given);
  sent.set(key, response);
  const { data, errors } = await response;
  // Each step merges what is its own.
  return { data: structuredClone(data), errors };
}

interface StepRequest {
  readonly step: Step;
  readonly batches: readonly EntityBatch[];
  readonly document: string;
  readonly variables: readonly [string, unknown][];
  readonly body: string;
  readonly around: Surroundings;
}

function requestOf(step: Step, batches: readonly EntityBatch[], around: Surroundings): StepRequest {
  const { fetch } = step;
  const document = documentOf(step, batches);
  const head = document === fetch.document ? step.bodyHead : bodyHeadOf({ ...fetch, document });
  const variables = [...usedVariables(step, around.request), ...contextVariables(batches)];
  const body = `${head}${variablesJson(variables, batches)}}}`;
  return { step, batches, document, variables, body, around };
}

async function send(given: StepRequest): Promise<SubgraphResponse> {
  const { step, batches, document, variables, body, around } = given;
  const { fetch } = step;
  try {
    const service = around.runner.services[fetch.subgraph];
    if (service === undefined) throw new Error(`There is no subgraph "${fetch.subgraph}".`);
    const response = await service.fetch({
      document,
      operationName: fetch.operationName,
      operationKind: fetch.operationKind,
      body,
      variables: () => ({
        ...Object.fromEntries(variables),
        ...Object.fromEntries(
          batches.map(({ entities, json }) => [
            entities.variable,
            json.map((one) => JSON.parse(one)),
          ]),
        ),
      }),
      entityCount: batches.length === 0 ? undefined : total(batches),
      incoming: around.request.incoming,
    });
    return hasEntities(response, batches) ? response : badResponse(fetch.subgraph);
  } catch (error) {
    return failureErrors(fetch.subgraph, error);
  }
}

/** With an `_entities` field for each group of contextual arguments. */
function documentOf({ fetch, entities }: Step, batches: readonly EntityBatch[]): string {
  if (batches.length <= 1 || entities[0]?.contextArguments === undefined) return fetch.document;
  const names = entities.flatMap(({ contextArguments = [] }) => contextArguments);
  const variables = new Set(names.map(({ variable }) => variable));
  return documentForGroups(fetch.document, variables, batches.length);
}

function usedVariables({ fetch }: Step, { variables }: OperationRequest): [string, unknown][] {
  return fetch.variables.flatMap((name): [string, unknown][] =>
    Object.hasOwn(variables, name) && variables[name] !== undefined
      ? [[name, variables[name]]]
      : [],
  );
}

function variablesJson(
  variables: readonly [string, unknown][],
  batches: readonly EntityBatch[],
): string {
  return [
    ...variables.map(([name, value]) => `"${name}":${JSON.stringify(value)}`),
    ...batches.map(({ entities, json }) => `"${entities.variable}":[${json.join(',')}]`),
  ].join(',');
}

function total(batches: readonly EntityBatch[]): number {
  return batches.reduce((sum, { json }) => sum + json.length, 0);
}

/** Whether an answer has what can be merged: for each representation an object or null. */
function hasEntities({ data }: SubgraphResponse, batches: readonly EntityBatch[]): boolean {
  if (data === null || data === undefined) return true;
  if (!isData(data)) return false;
  return batches.every(({ entities, json }) => {
    const list = data[entities.responseName];
    // A subgraph that failed on one of several lists may leave it null, with an error.
    if (list === null || list === undefined) return batches.length > 1 || json.length === 0;
    return (
      Array.isArray(list) &&
      list.length === json.length &&
      list.every((entity) => entity === null || isData(entity))
    );
  });
}

/** The variables that contexts give; with several groups, each has its own. */
function contextVariables(batches: readonly EntityBatch[]): [string, unknown][] {
  return batches.flatMap(({ context }, index) =>
    Object.entries(context).map(([name, value]): [string, unknown] => [
      batches.length === 1 ? name : numberedName(name, index),
      value,
    ]),
  );
}
