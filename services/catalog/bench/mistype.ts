export const TYPING_ERRORS = [
  'a letter missing',
  'a letter too many',
  'two letters changed',
  'a wrong letter',
] as const;

export type TypingError = (typeof TYPING_ERRORS)[number];

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** Makes one typing error somewhere in a word; any place and any letter is as likely as another. */
export function mistype(error: TypingError, word: string, random: () => number): string {
  const below = (limit: number) => Math.floor(random() * limit);
  const letter = LETTERS[below(LETTERS.length)] as string;
  const at = below(word.length);
  const [before, behind] = [word.slice(0, at), word.slice(at + 1)];
  switch (error) {
    case 'a letter missing':
      return before + behind;
    case 'a letter too many':
      return before + letter + word.slice(at);
    case 'two letters changed':
      return before + behind.slice(0, 1) + word[at] + behind.slice(1);
    case 'a wrong letter':
      return before + letter + behind;
  }
}
