import {
  GraphQLError,
  GraphQLScalarType,
  Kind,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';

type JSONObjectValue = Record<string, unknown>;

/** The `JSONObject` scalar: a JSON object whose keys the schema does not know. */
export const JSONObject = new GraphQLScalarType<JSONObjectValue, JSONObjectValue>({
  name: 'JSONObject',
  description: 'A JSON object of any shape.',
  serialize: requireObject,
  parseValue: requireObject,
  parseLiteral(node: ValueNode, variables) {
    if (node.kind !== Kind.OBJECT) throw new GraphQLError('JSONObject must be an object.');
    return requireObject(valueFromASTUntyped(node, variables));
  },
});

function requireObject(value: unknown): JSONObjectValue {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as JSONObjectValue;
  }
  throw new GraphQLError('JSONObject must be an object.');
}
