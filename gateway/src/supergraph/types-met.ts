import {
  type GraphQLCompositeType,
  type GraphQLSchema,
  isAbstractType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

/**
 * The names of the types whose fields may be asked for where a type is declared: itself, the object types that it
 * can stand for, and their interfaces, which may be what a subgraph knows of them (`@interfaceObject`).
 */
export function createTypesMet(
  schema: GraphQLSchema,
): (type: GraphQLCompositeType) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  return (type) => {
    const met = known.get(type.name) ?? find(type);
    known.set(type.name, met);
    return met;
  };

  function find(type: GraphQLCompositeType): ReadonlySet<string> {
    const declared = isAbstractType(type) ? [type, ...schema.getPossibleTypes(type)] : [type];
    const names = declared.flatMap((one) => {
      const interfaces = isObjectType(one) || isInterfaceType(one) ? one.getInterfaces() : [];
      return [one.name, ...interfaces.map(({ name }) => name)];
    });
    return new Set(names);
  }
}
