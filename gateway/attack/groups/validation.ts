import type { Exchange } from '../http/exchange.ts';
import { post } from '../http/graphql-request.ts';
import { within } from '../target/graph-shape.ts';
import type { Target } from '../target/target.ts';
import { type Expectation, type Group, type HostileCase, refused, tolerated } from './group.ts';
import { nested, times } from './times.ts';

/** What the rules of validation are asked a thousand times, and questions about the schema. */
export const validation: Group = {
  name: 'validation',
  summary: 'a thousand mistakes at once, and questions about the schema',
  cases: (target) => [...mistakes(target), ...introspection(target)],
};

const invalid = refused('GRAPHQL_VALIDATION_FAILED');

function mistakes(target: Target): HostileCase[] {
  const { shape } = target;
  const { leaf } = shape;
  const inside = (selection: string) => within(shape, selection);
  const one = inside(leaf);
  const near = leaf.slice(0, -1);
  const rows: readonly (readonly [string, () => string, Expectation])[] = [
    ['3,000 fields that are not there', () => inside(times(3_000, (i) => `${near}${i}`)), invalid],
    [
      '300 long fields that are not there',
      () => inside(times(300, (i) => `${leaf}${'x'.repeat(500)}${i}`)),
      invalid,
    ],
    [
      '3,000 arguments that are not there',
      () => inside(`${leaf}(${times(3_000, (i) => `a${i}: 1`)})`),
      invalid,
    ],
    ['3,000 times one argument', () => inside(`${leaf}(${'a: 1 '.repeat(3_000)})`), invalid],
    [
      '2,000 variables that nobody uses',
      () => `query (${times(2_000, (i) => `$v${i}: Int`)}) ${one}`,
      invalid,
    ],
    ['2,000 times one variable', () => `query (${'$v: Int '.repeat(2_000)}) ${one}`, invalid],
    [
      '2,000 variables of unknown types',
      () => `query (${times(2_000, (i) => `$v${i}: Typ${i}`)}) ${one}`,
      invalid,
    ],
    [
      '2,000 variables that are not declared',
      () => inside(`${leaf}(${times(2_000, (i) => `a${i}: $v${i}`)})`),
      invalid,
    ],
    [
      '400 directives that nobody knows',
      () => inside(`${leaf} ${times(400, (i) => `@inclde${i}`)}`),
      invalid,
    ],
    [
      '450 times @skip on a field',
      () => inside(`${leaf} ${'@skip(if: false) '.repeat(450)}`),
      invalid,
    ],
    [
      'conditions that contradict',
      () => inside(`${leaf} @skip(if: true) @include(if: true)`),
      tolerated,
    ],
    ['leaves with selections', () => inside(times(1_000, () => `${leaf} { a }`)), refused()],
    [
      'objects within 90 objects as a value',
      () => inside(`${leaf}(a: ${nested(90, '{a:', '}', '1')})`),
      invalid,
    ],
    ['__typename within itself', () => nested(40, '{ __typename ', '}'), refused()],
    [
      'a field that only the gateway may ask for',
      () => '{ _entities(representations: []) { __typename } }',
      invalid,
    ],
    ['the SDL that only the gateway may ask for', () => '{ _service { sdl } }', invalid],
  ];
  return [
    ...rows.map(([name, query, expect]) => ({
      ...{ name, expect },
      request: () => post(target, { query: query() }),
    })),
    {
      name: 'a field that is almost right',
      request: () => post(target, { query: inside(`${leaf}x`) }),
      expect: invalid,
      findFault: ({ text }: Exchange) =>
        !target.showsSchema && text.includes('Did you mean')
          ? 'tells names of a schema that it hides'
          : null,
    },
  ];
}

/** Each may answer with the whole schema, or with more. */
function introspection(target: Target): HostileCase[] {
  const types = (inner: string) => `{ __schema { types { ${inner} } } }`;
  const ofType = (levels: number) => nested(levels, 'fields { type { ', '} } ', 'name');
  const tooMuch = refused(
    ...['MAX_INTROSPECTION_LIMIT', 'MAX_DEPTH_LIMIT', 'MAX_HEIGHT_LIMIT', 'MAX_ALIASES_LIMIT'],
    ...['MAX_COMPARISONS_LIMIT', 'GRAPHQL_VALIDATION_FAILED', 'MAX_ROOT_FIELDS_LIMIT'],
  );
  const rows: readonly (readonly [string, () => string, Expectation])[] = [
    ['types within fields within types, 4 times', () => types(ofType(4)), tooMuch],
    ['types within fields within types, 20 times', () => types(ofType(20)), tooMuch],
    [
      'the schema 100 times',
      () => `{ ${times(100, (i) => `s${i}: __schema { types { name fields { name } } }`)} }`,
      tooMuch,
    ],
    [
      'a type 300 times',
      () => `{ ${times(300, (i) => `t${i}: __type(name: "Query") { name }`)} }`,
      tooMuch,
    ],
    ['types of 50 levels', () => types(nested(50, 'ofType { ', '}', 'name')), tooMuch],
    [
      'possible types within possible types',
      () => types(nested(8, 'possibleTypes { ', '}', 'name')),
      tooMuch,
    ],
    [
      'fragments of the schema that double',
      () =>
        `${types('...f0')} ${times(20, (i) => `fragment f${i} on __Type { fields { type { ...f${i + 1} } } o: ofType { ...f${i + 1} } }`)} fragment f20 on __Type { name }`,
      tooMuch,
    ],
  ];
  return rows.map(([name, query, expect]) => ({
    ...{ name: `schema: ${name}`, expect },
    request: () => post(target, { query: query() }),
  }));
}
