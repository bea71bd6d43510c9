import type { CompiledEntityRequest } from './compile-plan.ts';
import { type ContextValues, numberedName, readContext } from './context-arguments.ts';
import type { Data } from './data.ts';
import { forEachObject } from './objects-at-path.ts';
import type { Surroundings } from './plan-run.ts';
import type { Representations } from './representations.ts';

/** The entities that one `_entities` field asks for: each representation once, for all its objects. */
export interface EntityBatch {
  readonly entities: CompiledEntityRequest;
  /** Each representation. */
  readonly json: readonly string[];
  /** The objects that each representation stands for. */
  readonly targets: readonly (readonly Data[])[];
  readonly context: ContextValues;
}

/** One batch, or one for each set of contextual arguments. */
export function collectBatches(
  entities: CompiledEntityRequest,
  { run, runner }: Surroundings,
): readonly EntityBatch[] {
  const groups = new Map<string, BatchDraft>();
  const onlyGroup = entities.contextArguments === undefined ? createDraft(entities) : null;
  for (const path of entities.paths) {
    forEachObject(run.data, path, runner.matches, (object, ancestors) => {
      const { representations, targets } =
        onlyGroup ?? groupOf(groups, entities, readContext(entities, ancestors, runner.matches));
      const index = representations.indexOf(object);
      if (index === null) return;
      const objects = targets[index];
      if (objects === undefined) targets.push([object]);
      // One object at several places is still one.
      else if (objects.at(-1) !== object) objects.push(object);
    });
  }
  const drafts = onlyGroup === null ? [...groups.values()] : [onlyGroup];
  return drafts.map(({ representations: { json }, targets, context }, index) => ({
    entities: drafts.length === 1 ? entities : numbered(entities, index),
    json,
    targets,
    context,
  }));
}

interface BatchDraft {
  readonly representations: Representations;
  readonly targets: Data[][];
  readonly context: ContextValues;
}

function createDraft(
  { createRepresentations }: CompiledEntityRequest,
  context: ContextValues = {},
): BatchDraft {
  return { representations: createRepresentations(), targets: [], context };
}

function groupOf(
  groups: Map<string, BatchDraft>,
  entities: CompiledEntityRequest,
  context: ContextValues,
): BatchDraft {
  const key = JSON.stringify(context);
  const known = groups.get(key) ?? createDraft(entities, context);
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
