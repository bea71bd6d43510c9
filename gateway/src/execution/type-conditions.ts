import { type GraphQLSchema, isInterfaceType, isUnionType } from 'graphql';

/** Whether an object that says it is of type `typename` falls under a condition on a type. */
export type MatchesType = (typename: unknown, condition: string) => boolean;

/** GraphQL spec §6.3.2 (DoesFragmentTypeApply), by names and for all the types of a supergraph. */
export function createTypeConditions(schema: GraphQLSchema): MatchesType {
  const members = new Map<string, ReadonlySet<string>>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (isUnionType(type)) members.set(type.name, namesOf(type.getTypes()));
    if (isInterfaceType(type)) {
      const { objects, interfaces } = schema.getImplementations(type);
      members.set(type.name, namesOf([...objects, ...interfaces]));
    }
  }
  return (typename, condition) =>
    typename === condition || members.get(condition)?.has(typename as string) === true;
}

function namesOf(types: readonly { name: string }[]): ReadonlySet<string> {
  return new Set(types.map(({ name }) => name));
}
