const SUGGESTION = ' Did you mean ';

/**
 * A message of graphql-js without its guess at what was meant, which is the last of it and tells names of
 * the schema. Searched from the end: what clients write into a message may hold the same words many times
 * over, and an expression that looks for each of them would hold the thread for minutes.
 */
export function withoutSuggestion(message: string): string {
  const start = message.endsWith('?') ? message.lastIndexOf(SUGGESTION) : -1;
  return start < 0 ? message : message.slice(0, start);
}
