import { GraphQLError, Lexer, Source, TokenKind } from 'graphql';

const OPENING = new Set<string>([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSING = new Set<string>([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

export interface TokenCount {
  tokens: number;
  lines: number;
  /** How deep brackets of any kind stand in one another: so deep does a parser recurse. */
  nesting: number;
  directives: number;
}

/**
 * Counts the tokens of a document, in a time that grows with its length at most, and stops at the first
 * count that is past its end. Text that is no GraphQL is counted up to there: the parser says what is wrong.
 */
export function scanTokens(
  text: string,
  ends: Pick<TokenCount, 'tokens' | 'lines' | 'nesting'>,
): TokenCount {
  const lexer = new Lexer(new Source(text));
  const count: TokenCount = { tokens: 0, lines: 0, nesting: 0, directives: 0 };
  let open = 0;
  try {
    for (;;) {
      const { kind } = lexer.advance();
      count.lines = lexer.line;
      if (kind === TokenKind.EOF) return count;
      count.tokens += 1;
      if (OPENING.has(kind)) open += 1;
      else if (CLOSING.has(kind)) open -= 1;
      else if (kind === TokenKind.AT) count.directives += 1;
      count.nesting = Math.max(count.nesting, open);
      if (isPast(count, ends)) return count;
    }
  } catch (error) {
    if (error instanceof GraphQLError) return count;
    throw error;
  }
}

function isPast(
  { tokens, lines, nesting }: TokenCount,
  ends: Pick<TokenCount, 'tokens' | 'lines' | 'nesting'>,
): boolean {
  return tokens > ends.tokens || lines > ends.lines || nesting > ends.nesting;
}
