import { type FieldDefinitionNode, type InputValueDefinitionNode, Kind } from 'graphql';
import type { ListSize } from '../operation/cost/cost-model.ts';
import { directivesNamed } from './directive-arguments.ts';

/** What the directives of the cost specification are called in a supergraph. */
export interface CostDirectiveNames {
  readonly cost: string;
  readonly listSize: string;
}

/** The weight that `@cost` gives to a definition; null where it is not there. None is negative. */
export function weightIn(
  definition: Parameters<typeof directivesNamed>[0],
  names: CostDirectiveNames | null,
): number | null {
  if (names === null) return null;
  const [given] = directivesNamed(definition, names.cost);
  return given === undefined ? null : Math.max(Number(given.weight), 0);
}

/** What `@listSize` says of a field; null where it is not there. */
export function listSizeIn(
  field: FieldDefinitionNode,
  names: CostDirectiveNames | null,
): ListSize | null {
  if (names === null) return null;
  const [given] = directivesNamed(field, names.listSize);
  if (given === undefined) return null;
  const slicing = namesIn(given.slicingArguments).map((name): [string, number | null] => [
    name,
    defaultOf(field.arguments?.find((argument) => argument.name.value === name)),
  ]);
  return {
    assumedSize: given.assumedSize == null ? null : Math.max(Number(given.assumedSize), 0),
    slicing: new Map(slicing),
    sizedFields: namesIn(given.sizedFields),
    // True unless it says otherwise.
    requiresOneSlicingArgument: given.requireOneSlicingArgument !== false,
  };
}

function namesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function defaultOf(argument: InputValueDefinitionNode | undefined): number | null {
  const value = argument?.defaultValue;
  return value?.kind === Kind.INT ? Math.max(Number(value.value), 0) : null;
}
