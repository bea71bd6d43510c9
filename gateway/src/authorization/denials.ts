import {
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
} from 'graphql';
import type { AccessTable } from './access-table.ts';
import { objectTypesOf } from './object-types-of.ts';

/**
 * What is denied to a caller. Where the type of an object is known only as an interface or a union, it is
 * denied what any of the types is.
 */
export interface Denials {
  /** Whether objects of a type are: they are null, wherever they stand. */
  deniesType(typename: string): boolean;
  /** Whether a field is, of objects that are not. */
  deniesField(typename: string, fieldName: string): boolean;
}

/** What is denied to whoever fails these conditions. */
export function createDenials(
  { ofType, ofField }: AccessTable,
  schema: GraphQLSchema,
  failing: readonly number[],
): Denials {
  const known = new Map<string, boolean>();
  const fails = (numbers: readonly number[]) => numbers.some((number) => failing.includes(number));
  const deniesType = (typename: string) =>
    once(typename, () => members(typename).some(({ name }) => fails(ofType(name))));
  const deniesField = (typename: string, fieldName: string) =>
    once(`${typename}.${fieldName}`, () =>
      members(typename).some(
        ({ name }) => fails(ofField(name, fieldName)) || returnsNothingElse(name, fieldName),
      ),
    );
  return { deniesType, deniesField };

  function once(coordinate: string, decide: () => boolean): boolean {
    const decision = known.get(coordinate) ?? decide();
    known.set(coordinate, decision);
    return decision;
  }

  /** Whether all that a field could lead to is denied: then so is the field. */
  function returnsNothingElse(typename: string, fieldName: string): boolean {
    const type = schema.getType(typename);
    const returned = isObjectType(type) ? getNamedType(type.getFields()[fieldName]?.type) : null;
    if (!isAbstractType(returned)) return false;
    const possible = objectTypesOf(schema, returned);
    return possible.length > 0 && possible.every(({ name }) => deniesType(name));
  }

  function members(typename: string) {
    const type = schema.getType(typename);
    return isCompositeType(type) ? objectTypesOf(schema, type) : [];
  }
}
