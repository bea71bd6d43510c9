import { post } from '../http/graphql-request.ts';
import { within } from '../target/graph-shape.ts';
import type { Target } from '../target/target.ts';
import { type Expectation, type Group, type HostileCase, refused, tolerated } from './group.ts';
import { nested, times } from './times.ts';

/** Documents that are large, deep or odd, before their meaning matters. */
export const documents: Group = {
  name: 'documents',
  summary: 'documents that are large, deep or odd to read',
  cases: (target) => [...large(target), ...deep(target), ...odd(target)],
};

const caseOf = (
  target: Target,
  [name, query, expect, known]: readonly [string, () => string, Expectation, string?],
): HostileCase => ({
  ...{ name, expect },
  ...(known !== undefined && { known }),
  request: () => post(target, { query: query() }),
});

function large(target: Target): HostileCase[] {
  const { shape } = target;
  const { typeName, leaf } = shape;
  const inside = (selection: string) => within(shape, selection);
  const one = inside(leaf);
  const tokens = 'MAX_TOKENS_LIMIT';
  return (
    [
      [
        '100,000 tokens',
        () => inside('a '.repeat(100_000)),
        refused(tokens, 'MAX_DOCUMENT_BYTES_LIMIT'),
      ],
      [
        '14,000 times the same leaf',
        () => inside(`${leaf} `.repeat(14_000)),
        refused(),
        'repeated fields',
      ],
      [
        '10,000 aliases',
        () => inside(times(10_000, (i) => `a${i}: ${leaf}`)),
        refused('MAX_TOKENS_LIMIT', 'MAX_ALIASES_LIMIT'),
      ],
      [
        '4,000 aliases',
        () => inside(times(4_000, (i) => `a${i}: ${leaf}`)),
        refused('MAX_ALIASES_LIMIT'),
      ],
      [
        '1,000 root fields',
        () => `{ ${times(1_000, (i) => `a${i}: ${one.slice(2, -1)}`)} }`,
        refused('MAX_ROOT_FIELDS_LIMIT', 'MAX_ALIASES_LIMIT'),
      ],
      [
        '10,000 directives on a field',
        () => inside(`${leaf} ${'@include(if: true) '.repeat(10_000)}`),
        refused(tokens),
      ],
      [
        '5,000 directives that nobody knows',
        () => inside(`${leaf} ${times(5_000, (i) => `@d${i}`)}`),
        refused('MAX_DIRECTIVES_LIMIT'),
      ],
      [
        '1,000 operations',
        () => times(1_000, (i) => `query q${i} ${one}`),
        refused('MAX_OPERATIONS_LIMIT'),
      ],
      [
        '1,000 operations of one name',
        () => times(1_000, () => `query q ${one}`),
        refused('MAX_OPERATIONS_LIMIT'),
      ],
      [
        '2,000 fragments',
        () => `${one} ${times(2_000, (i) => `fragment f${i} on ${typeName} { ${leaf} }`)}`,
        refused('MAX_FRAGMENTS_LIMIT'),
      ],
      ['a name of 200 kB', () => inside(`${'a'.repeat(200_000)}: ${leaf}`), tolerated],
      [
        'a text of 200 kB',
        () => inside(`${leaf}(a: "${'x'.repeat(200_000)}")`),
        refused('GRAPHQL_VALIDATION_FAILED'),
      ],
      [
        'a block text of 200 kB',
        () => inside(`${leaf}(a: """${'\n  x'.repeat(50_000)}""")`),
        refused('MAX_LINES_LIMIT'),
      ],
      [
        '20,000 escapes',
        () => inside(`${leaf}(a: "${'\\u00e4'.repeat(20_000)}")`),
        refused('GRAPHQL_VALIDATION_FAILED'),
      ],
      [
        'a number of 200,000 digits',
        () => inside(`${leaf}(a: ${'9'.repeat(200_000)})`),
        refused('GRAPHQL_VALIDATION_FAILED'),
      ],
      [
        'an exponent of 200,000 digits',
        () => inside(`${leaf}(a: 1e${'9'.repeat(200_000)})`),
        refused('GRAPHQL_VALIDATION_FAILED'),
      ],
      ['200,000 commas', () => `${one}${','.repeat(200_000)}`, tolerated],
      [
        '100,000 lines of comments',
        () => `${'#\n'.repeat(100_000)}${one}`,
        refused('MAX_LINES_LIMIT'),
      ],
      [
        '20 mistakes after 200,000 lines',
        () =>
          `${'\n'.repeat(200_000)}${one} ${times(20, (i) => `fragment f${i} on ${typeName} { ${leaf} }`)}`,
        refused('MAX_LINES_LIMIT'),
      ],
      [
        '900 kB of comments',
        () => `#${'x'.repeat(900_000)}\n${one}`,
        refused('MAX_DOCUMENT_BYTES_LIMIT'),
      ],
      [
        'a list of 100,000 values',
        () => inside(`${leaf}(a: [${'1 '.repeat(100_000)}])`),
        refused(tokens),
      ],
      [
        'an object of 4,000 fields',
        () => inside(`${leaf}(a: {${times(4_000, (i) => `f${i}: 1`)}})`),
        refused(),
      ],
      [
        'an object with one field 4,000 times',
        () => inside(`${leaf}(a: {${'f: 1 '.repeat(4_000)}})`),
        refused(),
      ],
    ] as const
  ).map((row) => caseOf(target, row));
}

const LEVELS = 10_000;

/** CVE-2025-31496 and kin: a parser recurses once for each bracket. */
function deep(target: Target): HostileCase[] {
  const { shape } = target;
  const { leaf, typeName } = shape;
  const argument = (value: string) => within(shape, `${leaf}(a: ${value})`);
  const tooDeep = refused('MAX_NESTING_LIMIT', 'MAX_TOKENS_LIMIT');
  const cycle = shape.cycle.join(' { ');
  const closing = '} '.repeat(shape.cycle.length);
  return (
    [
      [
        '10,000 selections in one another',
        () => within(shape, nested(LEVELS, 'a {', '}', leaf)),
        tooDeep,
      ],
      ['10,000 selections that never end', () => nested(LEVELS, '{ a', ''), tooDeep],
      [
        '10,000 inline fragments in one another',
        () => nested(LEVELS, `{ ... on ${typeName} `, '}', `{ ${leaf} }`),
        tooDeep,
      ],
      ['10,000 lists in one another', () => argument(nested(LEVELS, '[', ']')), tooDeep],
      ['10,000 objects in one another', () => argument(nested(LEVELS, '{a:', '}', '1')), tooDeep],
      [
        '10,000 list types in one another',
        () => `query ($v: ${nested(LEVELS, '[', ']', 'Int')}) { ${leaf} }`,
        tooDeep,
      ],
      [
        '10,000 lists as a default',
        () => `query ($v: Int = ${nested(LEVELS, '[', ']')}) { ${leaf} }`,
        tooDeep,
      ],
      [
        '10,000 lists in a directive',
        () => within(shape, `${leaf} @a(b: ${nested(LEVELS, '[', ']')})`),
        tooDeep,
      ],
      [
        '190 selections in one another',
        () => within(shape, nested(180, 'a {', '}', leaf)),
        refused('MAX_DEPTH_LIMIT'),
      ],
      [
        '60 times round in a circle of types',
        () => within(shape, nested(60, `${cycle} {`, `}${closing.slice(2)}`, leaf)),
        refused('MAX_DEPTH_LIMIT'),
      ],
      ['10,000 closing brackets', () => '}'.repeat(LEVELS), refused()],
    ] as const
  ).map((row) => caseOf(target, [...row, 'CVE-2025-31496']));
}

function odd(target: Target): HostileCase[] {
  const { shape, innocent } = target;
  const inside = (selection: string) => within(shape, selection);
  const { leaf } = shape;
  const noDocument = refused('GRAPHQL_PARSE_FAILED');
  return (
    [
      ['a NUL', () => `${innocent.query}\0`, noDocument],
      ['signs from beyond', () => `{ \u{1f4a5} }`, noDocument],
      ['marks that turn the line', () => `{ \u202e${leaf} }`, noDocument],
      ['white space of other scripts', () => `{\u00a0${leaf}\u2003}`, noDocument],
      ['a text without an end', () => inside(`${leaf}(a: "x`), noDocument],
      ['a block text without an end', () => inside(`${leaf}(a: """x`), noDocument],
      ['half an escape', () => inside(`${leaf}(a: "\\uD83D")`), noDocument],
      ['an escape beyond Unicode', () => inside(`${leaf}(a: "\\u{FFFFFFFFFF}")`), noDocument],
      ['nothing but a comment', () => '# nothing', noDocument],
      ['nothing but a fragment', () => `fragment f on ${shape.typeName} { ${leaf} }`, refused()],
      ['a schema', () => 'type Query { a: Int }', refused()],
      ['a schema of 2,000 types', () => times(2_000, (i) => `type T${i} { a: Int }`), refused()],
      [
        'an extension of the schema',
        () => `${innocent.query} extend type Query { a: Int }`,
        refused(),
      ],
      ['a subscription', () => 'subscription { __typename }', refused()],
      [
        'two operations, none of them named',
        () => `${innocent.query} ${innocent.query}`,
        refused(),
      ],
      ['a byte order mark', () => `\ufeff${innocent.query}`, tolerated],
    ] as const
  ).map((row) => caseOf(target, row));
}
