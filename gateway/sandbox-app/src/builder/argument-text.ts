import {
  type GraphQLInputType,
  getNamedType,
  isListType,
  isNonNullType,
  Kind,
  parseValue,
  print,
  type ValueNode,
} from 'graphql';

/** A value as somebody types it: text without quotes, everything else as in an operation. */
export function textOfValue(value: ValueNode | undefined): string {
  if (!value) return '';
  return value.kind === Kind.STRING ? value.value : print(value);
}

export type ParsedText = { kind: 'value'; value: ValueNode | null } | { kind: 'unreadable' };

/** Reads what was typed for an argument of this type; nothing at all takes the argument away. */
export function valueOfText(text: string, type: GraphQLInputType): ParsedText {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'value', value: null };
  if (isText(type) && !/^[$"]/.test(trimmed)) {
    return { kind: 'value', value: { kind: Kind.STRING, value: text } };
  }
  try {
    return { kind: 'value', value: parseValue(trimmed, { noLocation: true }) };
  } catch {
    return { kind: 'unreadable' };
  }
}

/** Whether quotes go without saying: text, ids, and custom scalars such as dates. */
function isText(type: GraphQLInputType): boolean {
  const inner = isNonNullType(type) ? type.ofType : type;
  return !isListType(inner) && ['String', 'ID', 'DateTime'].includes(getNamedType(inner).name);
}
