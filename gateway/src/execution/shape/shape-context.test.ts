import { GraphQLError } from 'graphql';
import { describe, expect, test } from 'vitest';
import { createShapeContext } from './shape-context.ts';

/** What is told after a fault at a path, given the errors at others. */
function tell(
  known: (readonly (string | number)[] | undefined)[],
  ...faults: (string | number)[][]
) {
  const errors = known.map(
    (path) => new GraphQLError('theirs', path === undefined ? {} : { path }),
  );
  const context = createShapeContext(errors);
  for (const fault of faults) {
    context.path.splice(0, Number.POSITIVE_INFINITY, ...fault, 'not', 'there', 'yet');
    context.report(fault.length, 'ours');
  }
  return errors.slice(known.length).map(({ path }) => path);
}

test('a fault is told with its path and a code', () => {
  const errors: GraphQLError[] = [];
  const context = createShapeContext(errors);
  context.path.push('me', 0, 'left over');
  context.report(2, 'Oops.');
  expect(errors.map((error) => error.toJSON())).toEqual([
    { message: 'Oops.', path: ['me', 0], extensions: { code: 'SUBGRAPH_BAD_RESPONSE' } },
  ]);
});

describe('a fault is not told again when an error of a subgraph', () => {
  test.each<[string, (string | number)[], (string | number)[]]>([
    ['is at its place', ['me', 'name'], ['me', 'name']],
    ['is at a field around it', ['me'], ['me', 'best', 'name']],
    ['is at a field within it', ['me', 0, 'name'], ['me']],
  ])('%s', (_name, known, fault) => {
    expect(tell([known], fault)).toEqual([]);
  });
});

describe('a fault is told when an error of a subgraph', () => {
  test.each<[string, (string | number)[] | undefined, (string | number)[]]>([
    ['is at another field', ['me', 'age'], ['me', 'name']],
    ['is at another item', ['all', 0, 'name'], ['all', 1, 'name']],
    ['is at a field with such a beginning', ['me', 'names'], ['me', 'name']],
    ['is at no place', undefined, ['me']],
    ['is of the whole response', [], ['me']],
    ['is called as what all objects inherit', ['constructor'], ['toString']],
  ])('%s', (_name, known, fault) => {
    expect(tell([known], fault)).toEqual([fault]);
  });
});

test('a fault that was told is not told again further out', () => {
  expect(tell([], ['me', 'best', 'first'], ['me', 'best'], ['me'], ['you'])).toEqual([
    ['me', 'best', 'first'],
    ['you'],
  ]);
});
