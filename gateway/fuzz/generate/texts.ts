import fc from 'fast-check';

/** Names that mean something to JavaScript, GraphQL or Federation. */
const LOADED = [
  '__proto__',
  'constructor',
  'toString',
  '__typename',
  '__schema',
  '__type',
  '_entities',
  'on',
  'fragment',
  'true',
  'null',
];
/** Pieces that parsers stumble over. */
const SHARP = [
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '"',
  '"""',
  '\\',
  '\\u',
  '#',
  '...',
  '@',
  '$',
  '!',
  '=',
  ':',
  '|',
  '&',
  ',',
  '\0',
  '\r',
  '\n',
  '\ufeff',
  '\ud800',
  '\u2028',
  'é',
  '💥',
  '-',
  '1e999',
  '0x',
  '..',
];

/** A name: of the graph mostly, else one that is loaded, else any. */
export function nameOf(known: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...known) },
    { weight: 2, arbitrary: fc.constantFrom(...LOADED) },
    { weight: 1, arbitrary: fc.stringMatching(/^[_A-Za-z][_0-9A-Za-z]{0,12}$/) },
  );
}

/** The text as it is half of the time, else with a few pieces cut out, put in or written twice. */
export function damaged(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.integer({ min: 0, max: 12 }),
    insert: fc.oneof(fc.constantFrom('', ...SHARP), fc.string({ unit: 'binary', maxLength: 6 })),
    times: fc.integer({ min: 1, max: 3 }),
  });
  return fc
    .tuple(text, fc.array(edit, { maxLength: 3 }), fc.boolean())
    .map(([whole, edits, isKept]) =>
      isKept
        ? whole
        : edits.reduce((before, { at, cut, insert, times }) => {
            const position = Math.floor(at * before.length);
            return before.slice(0, position) + insert.repeat(times) + before.slice(position + cut);
          }, whole),
    );
}
