import {
  type DocumentNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isUnionType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { AccessTable } from './access-table.ts';
import { objectTypesOf } from './object-types-of.ts';

/**
 * Makes what tells which conditions the answer to a document can depend on, whichever objects it meets: for
 * most documents none.
 */
export function createTouchedConditions(
  { ofType, ofField }: AccessTable,
  schema: GraphQLSchema,
): (document: DocumentNode) => readonly number[] {
  const byField = new Map<string, readonly number[]>();

  return (document) => {
    const touched = new Set<number>();
    const typeInfo = new TypeInfo(schema);
    visit(
      document,
      visitWithTypeInfo(typeInfo, {
        Field({ name }) {
          const parent = typeInfo.getParentType();
          if (parent) for (const number of touchedBy(parent, name.value)) touched.add(number);
        },
      }),
    );
    return [...touched].toSorted((a, b) => a - b);
  };

  function touchedBy(parent: GraphQLCompositeType, fieldName: string): readonly number[] {
    const key = `${parent.name}.${fieldName}`;
    const known = byField.get(key);
    if (known !== undefined) return known;
    const found = objectTypesOf(schema, parent).flatMap(({ name }) => ofField(name, fieldName));
    const returned = isUnionType(parent) ? undefined : parent.getFields()[fieldName]?.type;
    const type = getNamedType(returned);
    const members = isAbstractType(type) ? objectTypesOf(schema, type) : [];
    const numbers = [...found, ...members.flatMap(({ name }) => ofType(name))];
    byField.set(key, numbers);
    return numbers;
  }
}
