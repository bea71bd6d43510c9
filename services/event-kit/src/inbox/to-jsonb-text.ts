/**
 * JSON of whatever a broker handed over, in characters that PostgreSQL's jsonb takes: it refuses U+0000 and
 * halves of surrogate pairs, and what is refused could never be put aside. They become U+FFFD.
 */
export function toJsonbText(body: unknown): string {
  // ECMA-262 §25.5.2.3 escapes these as \uXXXX. A backslash, escaped as two, is passed over as a whole.
  return JSON.stringify(body ?? null).replace(/\\(?:\\|u0000|ud[89a-f][\da-f]{2})/g, (escaped) =>
    escaped === '\\\\' ? escaped : '\\ufffd',
  );
}
