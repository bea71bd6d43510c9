import type { CompiledEntityRequest } from './compile-plan.ts';
import { type ContextValues, numberedName, readContext } from './context-arguments.ts';
import type { Data } from './data.ts';
import { forEachObject } from './objects-at-path.ts';
import type { Surroundings } from './plan-run.ts';

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
export function collectBatches(
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
