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
  const variables = [...usedVariables(step, around.request), ...contextVariables(batches)];
  const body = `${bodyHead(step, batches)}${variablesJson(variables, batches)}}}`;
  if (!step.hasTwin) return send({ step, batches, variables, body, around });
  const key = `${step.fetch.subgraph} ${body}`;
  const { sent } = around.run;
  const same = sent.get(key);
  if (same === undefined) {
    const response = send({ step, batches, variables, body, around });
    sent.set(key, response);
    return response;
  }
  const { data, errors } = await same;
  // Each step merges what is its own.
  return { data: structuredClone(data), errors };
}

async function send(given: {
  step: Step;
  batches: readonly EntityBatch[];
  variables: readonly [string, unknown][];
  body: string;
  around: Surroundings;
}): Promise<SubgraphResponse> {
  const { step, batches, variables, body, around } = given;
  const { fetch } = step;
  try {
    const service = around.runner.services[fetch.subgraph];
    if (service === undefined) throw new Error(`There is no subgraph "${fetch.subgraph}".`);
    const response = await service.fetch({
      document: documentOf(step, batches),
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

function hasGroups({ entities }: Step, batches: readonly EntityBatch[]): boolean {
  return batches.length > 1 && entities[0]?.contextArguments !== undefined;
}

function documentOf(step: Step, batches: readonly EntityBatch[]): string {
  const { fetch, entities } = step;
  if (!hasGroups(step, batches)) return fetch.document;
  const names = entities.flatMap(({ contextArguments = [] }) => contextArguments);
  const variables = new Set(names.map(({ variable }) => variable));
  return documentForGroups(fetch.document, variables, batches.length);
}

function bodyHead(step: Step, batches: readonly EntityBatch[]): string {
  if (!hasGroups(step, batches)) return step.bodyHead;
  return bodyHeadOf({ ...step.fetch, document: documentOf(step, batches) });
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
  return batches.flatMap(({ context = {} }, index) =>
    Object.entries(context).map(([name, value]): [string, unknown] => [
      batches.length === 1 ? name : numberedName(name, index),
      value,
    ]),
  );
}
