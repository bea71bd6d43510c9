/** So many that nobody types more, and few enough to look each of them up. */
const MAXIMUM_WORDS = 10;
/** What titles are searched for; of shorter ones every other is alike. */
const CORRECTABLE = /[\p{L}\p{N}]{3,40}/gu;
const WORD = /[\p{L}\p{N}]+/gu;

/** The first words of a text in lower case: letters and digits only. */
export function queryWords(text: string): readonly string[] {
  return (text.toLowerCase().match(WORD) ?? []).slice(0, MAXIMUM_WORDS);
}

/** The words of a text, each once, that may be mistyped. */
export function correctableWords(text: string): readonly string[] {
  return [...new Set(text.toLowerCase().match(CORRECTABLE))].slice(0, MAXIMUM_WORDS);
}

/** Puts words in the place of others and leaves what is between them. Null when that changes nothing. */
export function replaceWords(
  text: string,
  corrections: readonly { readonly word: string; readonly nearest: string }[],
): string | null {
  if (corrections.length === 0) return null;
  const nearest = new Map(corrections.map((correction) => [correction.word, correction.nearest]));
  return text.replace(CORRECTABLE, (word) => nearest.get(word.toLowerCase()) ?? word);
}
