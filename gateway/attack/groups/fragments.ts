import { post } from '../http/graphql-request.ts';
import { type GraphShape, within } from '../target/graph-shape.ts';
import { type Expectation, type Group, refused, tolerated } from './group.ts';
import { times } from './times.ts';

const DOUBLING = 'CVE-2025-32030, CVE-2025-32031: fragments that double';
const CHAIN = 'CVE-2025-32032, CVE-2025-32034: a chain over a recursive field';
const OVERFLOW = 'CVE-2025-32033: counters that wrap';

/** Fragments that are more than they seem. */
export const fragments: Group = {
  name: 'fragments',
  summary: 'few fragments that come to very many fields, or to no end',
  cases: (target) =>
    rows(target.shape).map(([name, query, expect, known]) => ({
      ...{ name, expect },
      ...(known !== undefined && { known }),
      request: () => post(target, { query: query() }),
    })),
};

type Row = readonly [name: string, query: () => string, expect: Expectation, known?: string];

function rows(shape: GraphShape): readonly Row[] {
  const { leaf, typeName } = shape;
  const spreads = (body: (next: string) => string, count: number, last = leaf) =>
    [
      within(shape, '...f0'),
      times(count, (i) => `fragment f${i} on ${typeName} { ${body(`...f${i + 1}`)} }`),
      `fragment f${count} on ${typeName} { ${last} }`,
    ].join(' ');
  const round = (selection: string, alias = '') => roundTrip(shape, selection, alias);
  const tooHigh = refused('MAX_HEIGHT_LIMIT', 'MAX_DEPTH_LIMIT', 'MAX_ALIASES_LIMIT');
  const tooMany = refused(
    'MAX_ROOT_FIELDS_LIMIT',
    'MAX_COMPARISONS_LIMIT',
    'MAX_HEIGHT_LIMIT',
    'MAX_ALIASES_LIMIT',
  );
  const circular = refused('GRAPHQL_VALIDATION_FAILED', 'MAX_COMPARISONS_LIMIT');
  return [
    [
      '30 levels, doubled by spreads',
      () => spreads((next) => `${next} ${next}`, 30),
      tolerated,
      DOUBLING,
    ],
    [
      '30 levels, doubled by aliases',
      () => spreads((next) => `${round(next)} ${round(next, 'b')}`, 30),
      tooHigh,
      DOUBLING,
    ],
    [
      '30 levels, doubled by fields',
      () => spreads((next) => `${round(next)} ${round(next)}`, 30),
      tooHigh,
      DOUBLING,
    ],
    [
      '24 in a row, each in a field of the one before',
      () => spreads((next) => `${leaf} ${round(next)}`, 24),
      tolerated,
      CHAIN,
    ],
    [
      'a chain of 24 over a recursive field',
      () => spreads((next) => `${leaf} ${round(next)} ${next}`, 24),
      tooHigh,
      CHAIN,
    ],
    [
      'a chain of 24 that is spread everywhere',
      () => `${within(shape, '...f0')} ${everywhere(shape, 24)}`,
      tooHigh,
      CHAIN,
    ],
    [
      '64 levels: beyond 2^64',
      () => spreads((next) => `${round(next)} ${round(next, 'b')}`, 64),
      tooHigh,
      OVERFLOW,
    ],
    [
      '200 levels: beyond 2^200',
      () => spreads((next) => `${round(next)} ${round(next, 'b')}`, 200),
      tooHigh,
      OVERFLOW,
    ],
    [
      '32 levels of leaves: 2^32',
      () => spreads((next) => `${next} ${next} ${next} ${next}`, 16),
      tolerated,
      OVERFLOW,
    ],
    ['450 in a row', () => spreads((next) => next, 450), tolerated],
    ['itself', () => `${within(shape, '...f')} fragment f on ${typeName} { ...f }`, circular],
    [
      'itself, further in',
      () => `${within(shape, '...f')} fragment f on ${typeName} { ${round('...f')} }`,
      circular,
    ],
    ['a circle of 400', () => spreads((next) => next, 400, '...f0'), circular],
    [
      'all 60 in one another',
      () =>
        within(shape, '...f0') +
        times(60, (i) => `fragment f${i} on ${typeName} { ${times(60, (j) => `...f${j}`)} }`),
      circular,
    ],
    [
      '400 that nobody uses',
      () =>
        `${within(shape, leaf)} ${times(400, (i) => `fragment f${i} on ${typeName} { ${leaf} }`)}`,
      refused('GRAPHQL_VALIDATION_FAILED'),
    ],
    [
      '400 of one name',
      () => `${within(shape, '...f')} ${times(400, () => `fragment f on ${typeName} { ${leaf} }`)}`,
      refused('GRAPHQL_VALIDATION_FAILED'),
    ],
    [
      '2,000 spreads of nothing',
      () =>
        within(
          shape,
          times(2_000, (i) => `...g${i}`),
        ),
      refused('GRAPHQL_VALIDATION_FAILED'),
    ],
    [
      '1,500 on types that are not there',
      () =>
        within(
          shape,
          times(1_500, (i) => `... on Typ${i} { ${leaf} }`),
        ),
      refused('GRAPHQL_VALIDATION_FAILED', 'MAX_COMPARISONS_LIMIT'),
    ],
    [
      '20 operations with all of 400 each',
      () =>
        `${times(
          20,
          (i) =>
            `query q${i} ${within(
              shape,
              times(400, (j) => `...f${j}`),
            )}`,
        )} ${times(400, (i) => `fragment f${i} on ${typeName} { ${leaf} }`)}`,
      refused('MAX_COMPARISONS_LIMIT', 'MAX_TOKENS_LIMIT', 'OPERATION_RESOLUTION_FAILURE'),
    ],
    [
      '1,000 fields in conflict',
      () =>
        within(
          shape,
          times(1_000, (i) => `a: f${i}`),
        ),
      tooMany,
    ],
    [
      '90 fields in conflict, each with 50 within',
      () =>
        within(
          shape,
          times(90, (i) => `a: ${round(times(50, (j) => `b: ${leaf}${i}x${j}`))}`),
        ),
      tooMany,
    ],
    [
      '1,200 equal fields with fields within',
      () =>
        within(
          shape,
          times(1_200, () => round(leaf)),
        ),
      tooMany,
    ],
    [
      '100 fragments that are compared with one another',
      () =>
        `${within(
          shape,
          times(100, (i) => `...f${i}`),
        )} ${times(100, (i) => `fragment f${i} on ${typeName} { ${round(`${leaf} x: ${leaf}`)} ${times(10, (j) => `...f${(i + j + 1) % 100}`)} }`)}`,
      refused(),
    ],
  ];
}

/** Each of the fragments spreads all that come after it, in a field and beside it. */
function everywhere(shape: GraphShape, count: number): string {
  const { typeName, leaf } = shape;
  return times(count, (i) => {
    const after = times(count - i - 1, (j) => `...f${i + j + 1}`);
    const within = after === '' ? '' : `${roundTrip(shape, after)} ${after}`;
    return `fragment f${i} on ${typeName} { ${leaf} ${within} }`;
  });
}

/** A selection where the type comes round to itself, by an alias if one is given. */
export function roundTrip({ cycle }: GraphShape, selection: string, alias = ''): string {
  const path = cycle.map((field) => `${field} { `).join('');
  return `${alias && `${alias}: `}${path}${selection}${' }'.repeat(cycle.length)}`;
}
