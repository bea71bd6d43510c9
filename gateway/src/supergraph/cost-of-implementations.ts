import type { InterfaceTypeDefinitionNode, ObjectTypeDefinitionNode } from 'graphql';
import type { CostModel, FieldCost, InputCost } from '../operation/cost/cost-model.ts';

/**
 * Gives the fields of interfaces what those of the implementing types say: a field that is asked for on an
 * interface costs as much as the dearest of what may answer it, or it would be cheaper that way.
 */
export function costOfImplementations(
  fields: CostModel['fields'],
  types: readonly (ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode)[],
): CostModel['fields'] {
  const merged = new Map(Array.from(fields, ([type, own]) => [type, new Map(own)]));
  for (const { name: type, interfaces = [] } of types) {
    for (const { name } of interfaces) {
      const general = merged.get(name.value);
      for (const [field, cost] of fields.get(type.value) ?? []) {
        const known = general?.get(field);
        if (known !== undefined) general?.set(field, dearer(known, cost));
      }
    }
  }
  return merged;
}

function dearer(one: FieldCost, other: FieldCost): FieldCost {
  return {
    ...one,
    callWeight: Math.max(one.callWeight, other.callWeight),
    itemWeight: Math.max(one.itemWeight, other.itemWeight),
    listSize: one.listSize ?? other.listSize,
    arguments: new Map(
      Array.from(one.arguments, ([name, input]): [string, InputCost] => {
        const weight = Math.max(input.weight, other.arguments.get(name)?.weight ?? 0);
        return [name, { ...input, weight }];
      }),
    ),
    owners: [...new Set([...one.owners, ...other.owners])],
  };
}
