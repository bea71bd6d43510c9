import { type GraphQLLeafType, isEnumType, isSpecifiedScalarType } from 'graphql';

/** The depth at which a value of a custom scalar is refused: it must still be written as JSON. */
const MOST_LEVELS = 200;

/** Thrown for a value that is none of the type; the message names no value. */
export class LeafError extends Error {}

/** Checks and coerces a value that is not null. Throws LeafError. */
export type CompleteLeaf = (value: unknown) => unknown;

/** GraphQL spec §6.4.3 (CoerceResult): for the scalars of the specification, enums, and custom scalars. */
export function compileLeaf(type: GraphQLLeafType): CompleteLeaf {
  if (isEnumType(type)) {
    const names = new Set(type.getValues().map(({ name }) => name));
    return (value) => {
      if (names.has(value as string)) return value;
      throw new LeafError(`A value is not one of the enum "${type.name}".`);
    };
  }
  if (!isSpecifiedScalarType(type)) {
    return (value) => {
      if (typeof value !== 'object' || isShallow(value, MOST_LEVELS)) return value;
      throw new LeafError(`A value of "${type.name}" is nested too deeply.`);
    };
  }
  const isPlain = PLAIN[type.name as keyof typeof PLAIN];
  return (value) => {
    if (isPlain(value)) return value;
    try {
      return type.serialize(value);
    } catch {
      throw new LeafError(`A value is no "${type.name}".`);
    }
  };
}

const isString = (value: unknown) => typeof value === 'string';

/** Values that stay as they are; for others the specification's own coercion decides. */
const PLAIN = {
  String: isString,
  ID: isString,
  Boolean: (value: unknown) => typeof value === 'boolean',
  Float: (value: unknown) => typeof value === 'number' && Number.isFinite(value),
  // A 32-bit integer is what `| 0` leaves as it is.
  Int: (value: unknown) => typeof value === 'number' && (value | 0) === value,
};

function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  return Object.values(value).every((child) => isShallow(child, levels - 1));
}
