import { createTypeUses } from '@causeway/schema-kit';
import { type GraphQLSchema, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';

export interface UsableField {
  readonly coordinate: string;
  readonly isInput: boolean;
  readonly isDeprecated: boolean;
  /** An operation with one of these coordinates asks for the field, or may send it in a variable. */
  readonly names: readonly string[];
}

/** The fields of a schema's objects, interfaces and input types, by coordinate. */
export function fieldsOf(schema: GraphQLSchema): readonly UsableField[] {
  const { carriers } = createTypeUses(schema);
  return Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) || isInterfaceType(type) || isInputObjectType(type))
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) => {
      const isInput = isInputObjectType(type);
      const held = isInput ? carriers(type.name) : [];
      return Object.values(type.getFields()).map(({ name, deprecationReason }) => {
        const coordinate = `${type.name}.${name}`;
        const isDeprecated = deprecationReason != null;
        return { coordinate, isInput, isDeprecated, names: [coordinate, ...held] };
      });
    })
    .sort((one, other) => (one.coordinate < other.coordinate ? -1 : 1));
}
