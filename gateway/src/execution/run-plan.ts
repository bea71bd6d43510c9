import type { GraphQLError } from 'graphql';
import type { SubgraphResponse, SubgraphService } from '../transport/subgraph-service.ts';
import { bodyHeadOf, type CompiledEntityRequest, type Step } from './compile-plan.ts';
import {
  type ContextValues,
  documentForGroups,
  numberedName,
  readContext,
} from './context-arguments.ts';
import { type Data, isData } from './data.ts';
import { mergeData } from './merge-data.ts';
import { forEachObject } from './objects-at-path.ts';
import type { OperationRequest } from './operation-request.ts';
import { placeErrors } from './place-errors.ts';
import { rewriteData } from './rewrite-data.ts';
import { badResponse, failureErrors, stepError } from './subgraph-errors.ts';
import type { MatchesType } from './type-conditions.ts';

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

/** Runs the steps of a plan, each as soon as those it depends on are done. Never rejects. */
export async function runPlan(
  steps: readonly Step[],
  runner: PlanRunner,
  request: OperationRequest,
): Promise<PlanRun> {
  const run: PlanRun = {
    data: {},
    dataJson: undefined,
    errors: [],
    failed: new Set(),
    sent: new Map(),
  };
  const isAlone = steps.length === 1;
  const done: Promise<void>[] = [];
  for (const step of steps) {
    const start = () => runStepSafely(step, { run, runner, request, isAlone });
    const [first] = step.after;
    done.push(
      first === undefined
        ? start()
        : step.after.length === 1
          ? (done[first] as Promise<void>).then(start)
          : Promise.all(step.after.map((index) => done[index])).then(start),
    );
  }
  await Promise.all(done);
  return run;
}

interface Surroundings {
  readonly run: PlanRun;
  readonly runner: PlanRunner;
  readonly request: OperationRequest;
  /** Whether the plan has no other step. */
  readonly isAlone: boolean;
}

/** What one answer holds can make it impossible to go on from there: it costs no more than that. */
async function runStepSafely(step: Step, around: Surroundings): Promise<void> {
  try {
    await runStep(step, around);
  } catch (error) {
    around.run.errors.push(stepError(step.fetch.subgraph, error));
  }
}

async function runStep(step: Step, around: Surroundings): Promise<void> {
  const { variables } = around.request;
  for (const { variable, holds } of step.conditions) {
    if ((variables[variable] === true) !== holds) return;
  }
  if (step.isAskedFor !== null && !step.isAskedFor(variables)) return;
  const batches = step.entities.flatMap((entities) => collectBatches(entities, around));
  if (batches.length > 0 && batches.every(({ json }) => json.length === 0)) {
    return;
  }
  const response = await fetchStep(step, batches, around);
  if (response.errors && response.errors.length > 0) {
    const placed = placeErrors({
      step,
      batches,
      response,
      around: { ...around.runner, ...around.run },
    });
    around.run.errors.push(...placed);
    noteFailed(batches, response, around.run);
  }
  mergeAnswer(step, batches, response, around);
}

function noteFailed(
  batches: readonly EntityBatch[],
  { data }: SubgraphResponse,
  { data: root, failed }: PlanRun,
): void {
  if (batches.length === 0 && !data) failed.add(root);
  for (const { entities, targets } of batches) {
    const answered = data?.[entities.responseName] as readonly unknown[] | null | undefined;
    for (const [index, objects] of targets.entries()) {
      if (answered?.[index]) continue;
      for (const object of objects) failed.add(object);
    }
  }
}

/** The entities that one `_entities` field asks for: each representation once, for all its objects. */
export interface EntityBatch {
  readonly entities: CompiledEntityRequest;
  /** Each representation. */
  readonly json: readonly string[];
  /** The objects that each representation stands for. */
  readonly targets: readonly (readonly Data[])[];
  readonly context?: ContextValues;
}

/** One batch, or one for each set of contextual arguments. */
function collectBatches(
  entities: CompiledEntityRequest,
  { run, runner }: Surroundings,
): readonly EntityBatch[] {
  const groups = new Map<string, BatchDraft>();
  const onlyGroup = entities.contextArguments === undefined ? createDraft() : null;
  for (const path of entities.paths) {
    forEachObject(run.data, path, runner.matches, (object, ancestors) => {
      const representation = entities.representJson(object);
      if (representation === null) return;
      const draft = onlyGroup ?? groupOf(groups, readContext(entities, ancestors, runner.matches));
      const { indices, json, targets } = draft;
      const index = indices.get(representation);
      if (index === undefined) {
        indices.set(representation, json.length);
        json.push(representation);
        targets.push([object]);
        // One object at several places is still one.
      } else if (targets[index]?.at(-1) !== object) targets[index]?.push(object);
    });
  }
  if (onlyGroup !== null) return [{ ...onlyGroup, entities }];
  return Array.from(groups.values(), (draft, index) => ({
    ...draft,
    entities: groups.size === 1 ? entities : numbered(entities, index),
  }));
}

interface BatchDraft extends Omit<EntityBatch, 'entities'> {
  readonly indices: Map<string, number>;
  readonly json: string[];
  readonly targets: Data[][];
}

function createDraft(context: ContextValues = {}): BatchDraft {
  return { indices: new Map(), json: [], targets: [], context };
}

function groupOf(groups: Map<string, BatchDraft>, context: ContextValues): BatchDraft {
  const key = JSON.stringify(context);
  const known = groups.get(key) ?? createDraft(context);
  groups.set(key, known);
  return known;
}

function numbered(entities: CompiledEntityRequest, index: number): CompiledEntityRequest {
  return {
    ...entities,
    responseName: numberedName(entities.responseName, index),
    variable: numberedName(entities.variable, index),
  };
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

async function fetchStep(
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

function mergeAnswer(
  { fetch, asked }: Step,
  batches: readonly EntityBatch[],
  { data, dataJson }: SubgraphResponse,
  { run, runner, isAlone }: Surroundings,
): void {
  if (!data) return;
  if (batches.length === 0) {
    rewriteData(data, fetch.outputRewrites, runner.matches);
    if (isAlone) {
      run.data = data;
      if (fetch.outputRewrites.length === 0) run.dataJson = dataJson;
    } else mergeData(run.data, data, { asked, matches: runner.matches });
    return;
  }
  for (const { entities, targets } of batches) {
    const options = { asked: asked?.get(entities.responseName), matches: runner.matches };
    const answered = (data[entities.responseName] ?? []) as readonly (Data | null)[];
    for (const [index, entity] of answered.entries()) {
      if (entity === null) continue;
      rewriteData(entity, entities.outputRewrites, runner.matches);
      for (const [nth, target] of (targets[index] ?? []).entries()) {
        const own = nth === 0 || entities.isShareable ? entity : structuredClone(entity);
        mergeData(target, own, options);
      }
    }
  }
}
