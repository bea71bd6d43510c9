import { describe, expect, test } from 'vitest';
import { chooseWord } from './choose-word.ts';

const WORDS = ['blank', 'blanket', 'banquet', 'copper', 'kettle', 'lamp', 'käse', 'tablecloth'];

describe('chooseWord', () => {
  test.each([
    ['transposed letters', 'balnket', 'blanket'],
    ['transposed letters of a short word', 'lmap', 'lamp'],
    ['a missing letter', 'blaket', 'blanket'],
    ['the first letter missing', 'lanket', 'blanket'],
    ['the last letter missing', 'kettl', 'kettle'],
    ['a letter too few of a double one', 'coper', 'copper'],
    ['a letter doubled', 'lammp', 'lamp'],
    ['a wrong letter', 'blankit', 'blanket'],
    ['a missing umlaut', 'kase', 'käse'],
    ['an unfinished word', 'tablec', 'tablecloth'],
    ['two errors in a long word', 'tabelclth', 'tablecloth'],
  ])('mends %s', (_, typed, meant) => {
    expect(chooseWord(typed, WORDS)).toBe(meant);
  });

  test('takes the first of words with as many errors, which is the most alike', () => {
    expect(chooseWord('bat', ['cat', 'hat'])).toBe('cat');
  });

  test.each(['zzzzzz', 'xqzzy', 'kpt', 'lxmx', ''])('leaves %j alone', (typed) => {
    expect(chooseWord(typed, WORDS)).toBeNull();
  });
});
