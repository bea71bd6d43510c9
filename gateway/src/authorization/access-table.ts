import {
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql';
import type { AccessCondition } from '../supergraph/access-condition.ts';
import type { AccessRules } from '../supergraph/read-access-rules.ts';

/** Which conditions must hold for whom to see what. Conditions are told apart by their numbers. */
export interface AccessTable {
  readonly conditions: readonly AccessCondition[];
  /** To see objects of an object type. */
  ofType(typename: string): readonly number[];
  /**
   * To ask for a field of an object type: its own conditions, those of its parent and of what it returns, and
   * of all that is read for it (`@requires`, `@fromContext`), or its value would tell of that.
   */
  ofField(typename: string, fieldName: string): readonly number[];
}

/** Makes the table of a supergraph; null when everyone may see everything. */
export function createAccessTable(
  { conditions: stated, needs }: AccessRules,
  fullSchema: GraphQLSchema,
): AccessTable | null {
  if (stated.size === 0) return null;
  const { conditions, numbers } = numberConditions(stated);
  const byField = new Map<string, readonly number[]>();

  return {
    conditions,
    ofType: (typename) => numbers.get(typename) ?? [],
    ofField(typename, fieldName) {
      const coordinate = `${typename}.${fieldName}`;
      const known = byField.get(coordinate);
      if (known !== undefined) return known;
      const fields = new Set<string>();
      collectField(typename, fieldName, fields);
      const found = [...new Set(Array.from(fields).flatMap(stateOf))].toSorted((a, b) => a - b);
      byField.set(coordinate, found);
      return found;
    },
  };

  /** What is stated of a field, of its parent and of what it returns. */
  function stateOf(coordinate: string): readonly number[] {
    const [typename = '', fieldName = ''] = coordinate.split('.');
    const returned = getNamedType(fieldOf(typename, fieldName)?.type);
    return [typename, coordinate, returned?.name ?? ''].flatMap((key) => numbers.get(key) ?? []);
  }

  /** The field, and all that is read for it, and for that. */
  function collectField(typename: string, fieldName: string, fields: Set<string>): void {
    const coordinate = `${typename}.${fieldName}`;
    if (fields.has(coordinate)) return;
    fields.add(coordinate);
    for (const { type, selection } of needs.get(coordinate) ?? []) {
      const [operation] = parse(selection, { noLocation: true }).definitions;
      collectSelections((operation as OperationDefinitionNode).selectionSet, type, fields);
    }
  }

  function collectSelections(
    { selections }: SelectionSetNode,
    typename: string,
    fields: Set<string>,
  ): void {
    for (const selection of selections) {
      // A set of fields has no named fragments.
      if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
      const below =
        selection.kind === Kind.FIELD
          ? getNamedType(fieldOf(typename, selection.name.value)?.type)?.name
          : selection.typeCondition?.name.value;
      if (selection.kind === Kind.FIELD) {
        for (const member of objectTypesOf(typename)) {
          collectField(member, selection.name.value, fields);
        }
      }
      if (selection.selectionSet)
        collectSelections(selection.selectionSet, below ?? typename, fields);
    }
  }

  function fieldOf(typename: string, fieldName: string) {
    const type = fullSchema.getType(typename);
    return isCompositeType(type) && !isUnionType(type) ? type.getFields()[fieldName] : undefined;
  }

  function objectTypesOf(typename: string): readonly string[] {
    const type = fullSchema.getType(typename) as GraphQLCompositeType;
    return isAbstractType(type)
      ? fullSchema.getPossibleTypes(type).map(({ name }) => name)
      : [typename];
  }
}

/** Equal conditions are one: there are few of them, on many fields. */
function numberConditions(stated: AccessRules['conditions']): {
  conditions: readonly AccessCondition[];
  numbers: ReadonlyMap<string, readonly number[]>;
} {
  const conditions: AccessCondition[] = [];
  const known = new Map<string, number>();
  const numberOf = (condition: AccessCondition): number => {
    const key = JSON.stringify(condition);
    const number = known.get(key) ?? conditions.push(condition) - 1;
    known.set(key, number);
    return number;
  };
  const numbers = new Map(Array.from(stated, ([key, list]) => [key, list.map(numberOf)]));
  return { conditions, numbers };
}
