import { Kind, type ValueNode } from 'graphql';

/**
 * Writes a value without what a client put into it: what is left is of the same kind, so that the text still
 * parses. Names of variables, enum values and input fields stay; of a list, each form of item once.
 */
export function hideValue(value: ValueNode): string {
  switch (value.kind) {
    case Kind.VARIABLE:
      return `$${value.name.value}`;
    case Kind.INT:
    case Kind.FLOAT:
      return '0';
    case Kind.STRING:
      return '""';
    case Kind.BOOLEAN:
      return 'true';
    case Kind.NULL:
      return 'null';
    case Kind.ENUM:
      return value.value;
    case Kind.LIST:
      return `[${[...new Set(value.values.map(hideValue))].sort().join(', ')}]`;
    case Kind.OBJECT: {
      const fields = value.fields.map((field) => `${field.name.value}: ${hideValue(field.value)}`);
      return `{${fields.sort().join(', ')}}`;
    }
  }
}
