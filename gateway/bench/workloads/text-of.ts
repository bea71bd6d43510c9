const WORDS =
  'the table came well packed and was quick to build with good wood and neat edges though one screw was missing so we asked and had it within a week which pleased everyone here'.split(
    ' ',
  );

/** Readable text of a given length, the same each time for the same seed. */
export function textOf(length: number, seed: number): string {
  let text = '';
  for (let index = seed * 7; text.length < length; index += 1) {
    text += `${WORDS[(index * 11) % WORDS.length]} `;
  }
  return text.slice(0, length);
}
