import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  visit,
} from 'graphql';
import type { ContextArgument, EntityRequest } from '../planning/query-plan.ts';
import { type Data, isData, readOwn } from './data.ts';
import type { MatchesType } from './type-conditions.ts';

/** The values of an entity's contextual arguments: variable → value of an ancestor's field. */
export type ContextValues = Readonly<Record<string, unknown>>;

/** Reads contextual arguments from the objects around an entity, the nearest last. */
export function readContext(
  { contextArguments = [] }: Pick<EntityRequest, 'contextArguments'>,
  ancestors: readonly Data[],
  matches: MatchesType,
): ContextValues {
  const values: Record<string, unknown> = {};
  for (const argument of contextArguments) {
    const value = contextValue(argument, ancestors, matches);
    // Several types may give one argument; only that of the object around fits.
    if (value !== undefined) values[argument.variable] = value;
  }
  return values;
}

function contextValue(
  { up, path }: ContextArgument,
  ancestors: readonly Data[],
  matches: MatchesType,
): unknown {
  let value: unknown = ancestors.at(-up);
  for (const segment of path) {
    if (!isData(value)) return value;
    const { __typename } = value;
    if (segment.kind === 'Field') value = readOwn(value, segment.name);
    else if (
      segment.kind === 'TypeCondition' &&
      !segment.types.some((type) => matches(__typename, type))
    ) {
      return undefined;
    }
  }
  return value;
}

/**
 * Writes an entity fetch for several sets of contextual arguments: each gets an `_entities` field,
 * representations and variables of its own, marked with its number.
 */
export function documentForGroups(
  source: string,
  contextVariables: ReadonlySet<string>,
  count: number,
): string {
  const document = parse(source, { noLocation: true });
  const operation = document.definitions[0] as OperationDefinitionNode;
  const isOwn = (name: string) => name === 'representations' || contextVariables.has(name);
  const numbered = Array.from({ length: count }, (_, index) =>
    numberVariables(operation, isOwn, index),
  );
  const shared = (operation.variableDefinitions ?? []).filter(
    ({ variable }) => !isOwn(variable.name.value),
  );
  const merged: OperationDefinitionNode = {
    ...operation,
    variableDefinitions: [...shared, ...numbered.flatMap(({ definitions }) => definitions)],
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: numbered.flatMap(({ fields }) => fields),
    },
  };
  return print({
    ...document,
    definitions: [merged, ...document.definitions.slice(1)],
  } as DocumentNode);
}

/** The name of a variable, or of the `_entities` field, for one of several groups. */
export function numberedName(name: string, index: number): string {
  return `${name}_${index}`;
}

function numberVariables(
  operation: OperationDefinitionNode,
  isOwn: (name: string) => boolean,
  index: number,
) {
  const numbered = visit(operation, {
    Variable({ name }) {
      if (!isOwn(name.value)) return undefined;
      const value = numberedName(name.value, index);
      return { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value } };
    },
  });
  return {
    definitions: (numbered.variableDefinitions ?? []).filter((_, at) =>
      isOwn(operation.variableDefinitions?.[at]?.variable.name.value ?? ''),
    ),
    fields: numbered.selectionSet.selections.map((selection) => ({
      ...(selection as FieldNode),
      alias: { kind: Kind.NAME as const, value: numberedName('_entities', index) },
    })),
  };
}
