import {
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

/** Where in a schema a type stands. */
export interface TypeUses {
  /** The fields that return it, as coordinates. */
  outputs(typeName: string): readonly string[];
  /** The arguments that take it, or an input type that leads to it. */
  inputs(typeName: string): readonly string[];
  /** The type itself and the input types that lead to it: a variable of one of them may hold it. */
  carriers(typeName: string): readonly string[];
}

export function createTypeUses(schema: GraphQLSchema): TypeUses {
  const outputs = new Map<string, string[]>();
  const takers = new Map<string, string[]>();
  /** Which input types have a field of the type. */
  const parents = new Map<string, string[]>();
  const note = (map: Map<string, string[]>, key: string, value: string) => {
    const known = map.get(key);
    if (known === undefined) map.set(key, [value]);
    else known.push(value);
  };
  for (const type of Object.values(schema.getTypeMap())) noteType(type);

  function noteType(type: GraphQLNamedType): void {
    if (type.name.startsWith('__')) return;
    if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        note(parents, getNamedType(field.type).name, type.name);
      }
    }
    if (!isObjectType(type) && !isInterfaceType(type)) return;
    for (const field of Object.values(type.getFields())) {
      const coordinate = `${type.name}.${field.name}`;
      note(outputs, getNamedType(field.type).name, coordinate);
      for (const { name, type: argumentType } of field.args) {
        note(takers, getNamedType(argumentType).name, `${coordinate}(${name}:)`);
      }
    }
  }

  function carriers(typeName: string): readonly string[] {
    const found = new Set([typeName]);
    for (const name of found) for (const parent of parents.get(name) ?? []) found.add(parent);
    return [...found];
  }

  return {
    outputs: (typeName) => outputs.get(typeName) ?? [],
    inputs: (typeName) => carriers(typeName).flatMap((name) => takers.get(name) ?? []),
    carriers,
  };
}
