const stringLiteral = String.raw`"(?:[^"\\]|\\.)*"`;
const secretName = String.raw`[\w-]*(?:token|password|secret|authorization|cookie)[\w-]*`;

/** A string that JSON gives a secret-looking name, or an operation a secret-looking argument. */
const secretProperty = new RegExp(
  String.raw`("${secretName}"|\b${secretName})(\s*:\s*)${stringLiteral}`,
  'gi',
);
/** A string that holds quotes: perhaps JSON or an operation, kept inside JSON. */
const stringWithQuotes = new RegExp(stringLiteral, 'g');

/**
 * Empties the values of tokens, passwords and the like, and leaves the rest of the text as it is.
 * The text may be JSON, JSON that carries JSON or operations in its strings, or an operation.
 */
export function redactSecrets(text: string): string {
  return text.replace(secretProperty, '$1$2""').replace(stringWithQuotes, redactInside);
}

function redactInside(literal: string): string {
  if (!literal.includes(String.raw`\"`)) return literal;
  const content = unquote(literal);
  if (content === null) return literal;
  const redacted = redactSecrets(content);
  return redacted === content ? literal : JSON.stringify(redacted);
}

/** @returns null for what only looks like a JSON string, such as one with a GraphQL escape. */
function unquote(literal: string): string | null {
  try {
    return JSON.parse(literal) as string;
  } catch {
    return null;
  }
}
