import { type DocumentNode, GraphQLError, parse, print } from 'graphql';

/**
 * The text of a document as it would be written by GraphQL.js, its definitions in alphabetical order: equal
 * for documents that differ in whitespace, commas, comments or the order of fragments only.
 */
export function normalText({ definitions }: DocumentNode): string {
  return definitions.map(print).sort().join('\n');
}

/** Of a text; null when it is no GraphQL. */
export function findNormalText(text: string): string | null {
  try {
    return normalText(parse(text, { noLocation: true }));
  } catch (error) {
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}
