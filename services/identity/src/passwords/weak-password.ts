import { dictionary } from '@zxcvbn-ts/language-common';

/** A word of the list that has at least this much of it is the password; less is a coincidence. */
const LEAST_WORD = 4;
const LEAST_DISTINCT = 5;
const SUBSTITUTES: Readonly<Record<string, string>> = {
  ...{ '@': 'a', '4': 'a', '3': 'e', '1': 'i', '!': 'i', '0': 'o', $: 's', '5': 's', '7': 't' },
};
/** 49,000 passwords that leaked, the most used first, in lower case; loaded once with the module. */
const LEAKED: ReadonlySet<string> = new Set(dictionary['passwords-common'].map(String));

/**
 * Why a password is among those that attackers try first; null if it is not. NIST SP 800-63B §3.1.1.2
 * (revision 3: §5.1.1.2) asks for a list of what leaked, what is repetitive and what is sequential. It
 * takes time in proportion to the length, whatever the password is.
 */
export function findWeakness(password: string): string | null {
  const folded = password.normalize('NFKC').toLowerCase();
  if (new Set(folded).size < LEAST_DISTINCT) return 'must not repeat a few characters';
  if (isSequence(folded)) return 'must not be a sequence';
  return isLeaked(folded) ? 'must not be one that is used often, or one with digits added' : null;
}

/** As in `abcdefghijkl` and `9876543210`. */
function isSequence(text: string): boolean {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)));
  return steps.size === 1 && Math.abs([...steps][0] ?? 0) === 1;
}

/** Itself, or what is left without the digits and signs around it, or with letters for the signs within. */
function isLeaked(folded: string): boolean {
  const word = trimSigns(folded);
  const spelt = Array.from(word, (character) => SUBSTITUTES[character] ?? character).join('');
  return LEAKED.has(folded) || [word, spelt].some((text) => isWord(text) && LEAKED.has(text));
}

function isWord(text: string): boolean {
  return text.length >= LEAST_WORD;
}

function trimSigns(text: string): string {
  const characters = Array.from(text);
  const first = characters.findIndex(isLetter);
  return first === -1
    ? ''
    : characters.slice(first, characters.findLastIndex(isLetter) + 1).join('');
}

function isLetter(character: string): boolean {
  return /\p{L}/u.test(character);
}
