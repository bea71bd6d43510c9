import {
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  type TypeNode,
} from 'graphql';
import type { CostModel, FieldCost, InputCost } from '../operation/cost/cost-model.ts';
import { type CostDirectiveNames, listSizeIn, weightIn } from './cost-directives.ts';
import { costOfImplementations } from './cost-of-implementations.ts';
import { readFieldOwners } from './read-field-owners.ts';

/** Apollo Router has the same. */
const MUTATION_WEIGHT = 10;
const OBJECT_WEIGHT = 1;
const LEAF_WEIGHT = 0;

/**
 * Reads what fields cost: from the directives of the cost specification, and where these say nothing, from
 * defaults. `names` is null for a supergraph without such directives.
 */
export function readCostModel(sdl: string, names: CostDirectiveNames | null): CostModel {
  const document = parse(sdl, { noLocation: true });
  const { definitions } = document;
  const { subgraphs, ownersOf } = readFieldOwners(document);
  const rootTypes = rootTypesOf(document);
  const weights = typeWeights(definitions, names);
  const withFields = definitions.filter(hasFields);
  const fields = new Map(withFields.map((type) => [type.name.value, fieldsOf(type)]));
  const inputs = definitions.filter(
    (definition) => definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION,
  );
  return {
    subgraphs,
    rootTypes,
    fields: costOfImplementations(fields, withFields),
    inputFields: new Map(inputs.map((type) => [type.name.value, inputsOf(type.fields)])),
  };

  function fieldsOf(type: (typeof withFields)[number]): ReadonlyMap<string, FieldCost> {
    return new Map((type.fields ?? []).map((field) => [field.name.value, fieldOf(type, field)]));
  }

  function fieldOf(parent: (typeof withFields)[number], field: FieldDefinitionNode): FieldCost {
    const type = namedType(field.type);
    return {
      type,
      isList: isList(field.type),
      callWeight: parent.name.value === rootTypes.mutation ? MUTATION_WEIGHT : 0,
      itemWeight: weightIn(field, names) ?? weights.get(type) ?? LEAF_WEIGHT,
      listSize: listSizeIn(field, names),
      arguments: inputsOf(field.arguments),
      owners: ownersOf(parent, field),
    };
  }

  function inputsOf(values: readonly InputValueDefinitionNode[] = []) {
    return new Map(values.map((value): [string, InputCost] => [value.name.value, inputOf(value)]));
  }

  function inputOf(definition: InputValueDefinitionNode): InputCost {
    const type = namedType(definition.type);
    return { type, weight: weightIn(definition, names) ?? weights.get(type) ?? LEAF_WEIGHT };
  }
}

/** What one thing of a type weighs, by the type. Of abstract types: as much as the heaviest that it may be. */
function typeWeights(
  definitions: readonly DefinitionNode[],
  names: CostDirectiveNames | null,
): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  const heavier = (type: string, weight: number) =>
    weights.set(type, Math.max(weights.get(type) ?? 0, weight));
  for (const definition of definitions) {
    switch (definition.kind) {
      case Kind.OBJECT_TYPE_DEFINITION: {
        const weight = weightIn(definition, names) ?? OBJECT_WEIGHT;
        heavier(definition.name.value, weight);
        for (const { name } of definition.interfaces ?? []) heavier(name.value, weight);
        break;
      }
      case Kind.INTERFACE_TYPE_DEFINITION:
      case Kind.INPUT_OBJECT_TYPE_DEFINITION:
        heavier(definition.name.value, OBJECT_WEIGHT);
        break;
      case Kind.SCALAR_TYPE_DEFINITION:
      case Kind.ENUM_TYPE_DEFINITION:
        heavier(definition.name.value, weightIn(definition, names) ?? LEAF_WEIGHT);
    }
  }
  for (const definition of definitions) {
    if (definition.kind !== Kind.UNION_TYPE_DEFINITION) continue;
    for (const { name } of definition.types ?? []) {
      heavier(definition.name.value, weights.get(name.value) ?? OBJECT_WEIGHT);
    }
  }
  return weights;
}

/** A supergraph's schema is always written out. */
function rootTypesOf({ definitions }: DocumentNode): CostModel['rootTypes'] {
  const schema = definitions.find((definition) => definition.kind === Kind.SCHEMA_DEFINITION);
  return Object.fromEntries(
    (schema?.operationTypes ?? []).map(({ operation, type }) => [operation, type.name.value]),
  );
}

function hasFields(
  definition: DefinitionNode,
): definition is ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode {
  return (
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
    definition.kind === Kind.INTERFACE_TYPE_DEFINITION
  );
}

function isList(type: TypeNode): boolean {
  return type.kind === Kind.NON_NULL_TYPE ? isList(type.type) : type.kind === Kind.LIST_TYPE;
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
