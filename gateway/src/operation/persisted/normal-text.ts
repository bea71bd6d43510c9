import { GraphQLError, parse, print } from 'graphql';

/**
 * The text of a document as it would be written by GraphQL.js, its definitions in alphabetical order: equal
 * for documents that differ in whitespace, commas, comments or the order of fragments only. Throws
 * GraphQLError when it is no GraphQL.
 */
export function normalText(text: string): string {
  return parse(text, { noLocation: true }).definitions.map(print).sort().join('\n');
}

/** Null instead. */
export function tryNormalText(text: string): string | null {
  try {
    return normalText(text);
  } catch (error) {
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}
