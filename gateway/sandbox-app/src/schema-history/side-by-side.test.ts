import { expect, test } from 'vitest';
import { type Region, setSideBySide } from './side-by-side.ts';

const lines = (...numbers: number[]) => numbers.map((number) => `line ${number}\n`).join('');
const many = (from: number, to: number) =>
  lines(...Array.from({ length: to - from + 1 }, (_, index) => from + index));

function print(regions: readonly Region[]): string[] {
  return regions.flatMap(({ kind, rows }) =>
    kind === 'folded'
      ? [`… ${rows.length}`]
      : rows.map(
          ({ kind, left, right }) =>
            `${kind === 'same' ? ' ' : '!'} ${left?.number ?? '-'} ${right?.number ?? '-'} ${right?.text ?? left?.text}`,
        ),
  );
}

test('pairs what was removed with what came in its place and folds what is equal', () => {
  const regions = setSideBySide(
    `${many(1, 9)}old\n${many(10, 20)}`,
    `${many(1, 9)}new\nmore\n${many(10, 20)}`,
  );
  expect(print(regions)).toEqual([
    '… 6',
    '  7 7 line 7',
    '  8 8 line 8',
    '  9 9 line 9',
    '! 10 10 new',
    '! - 11 more',
    '  11 12 line 10',
    '  12 13 line 11',
    '  13 14 line 12',
    '… 8',
  ]);
});

test('shows a text that came or went whole', () => {
  expect(print(setSideBySide('', 'a\nb\n'))).toEqual(['! - 1 a', '! - 2 b']);
  expect(print(setSideBySide('a\n', ''))).toEqual(['! 1 - a']);
});

test('does not fold a single line', () => {
  expect(print(setSideBySide(lines(1, 2, 3, 4), lines(1, 2, 3, 5)))).toHaveLength(4);
  expect(print(setSideBySide(`${many(1, 4)}x\n`, `${many(1, 4)}y\n`))[0]).toBe('  1 1 line 1');
});
