import type { GraphQLFormattedError } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { PathSegment } from '../planning/query-plan.ts';
import { compilePlan, type Step } from './compile-plan.ts';
import type { Data } from './data.ts';
import { placeErrors } from './place-errors.ts';

const at = (path: string): PathSegment[] =>
  path.split('.').map((name) => ({ kind: 'Field', name }));

/** The step of a fetch, of root fields unless it is of the entities at some paths. */
function stepOf(document: string, ...lists: string[][]): Step {
  const [step] = compilePlan(
    {
      kind: 'QueryPlan',
      node: {
        kind: 'Fetch',
        subgraph: 'reviews',
        operationKind: 'query',
        operationName: undefined,
        document,
        variables: [],
        entities: lists.map((paths, index) => ({
          responseName: index === 0 ? '_entities' : `_e${index}`,
          variable: `r${index}`,
          paths: paths.map(at),
          requires: [{ kind: 'Field', name: 'id', sendAs: 'id', selections: [] }],
          inputRewrites: [],
          outputRewrites: [],
        })),
        outputRewrites: [],
      },
    },
    () => true,
  );
  return step as Step;
}

function place(
  step: Step,
  errors: readonly GraphQLFormattedError[],
  { data = {}, targets = [] }: { data?: Data; targets?: Data[][][] } = {},
) {
  const batches = step.entities.map((entities, index) => ({
    entities,
    json: [],
    context: {},
    targets: targets[index] ?? [],
  }));
  return placeErrors({
    step,
    batches,
    response: { data: null, errors },
    around: { data, matches: () => true },
  }).map((error) => error.toJSON());
}

const oops = { message: 'Oops.' };
const failed = (path?: readonly (string | number)[]) => ({
  ...oops,
  ...(path !== undefined && { path }),
  extensions: { code: 'SUBGRAPH_ERROR', serviceName: 'reviews' },
});

describe('an error of a fetch of root fields', () => {
  const step = stepOf('{ a: me { name } you { name } }');

  test('is told where it happened', () => {
    expect(place(step, [{ ...oops, path: ['a', 'friends', 0, 'name'] }])).toEqual([
      failed(['a', 'friends', 0, 'name']),
    ]);
  });

  test('is told at each field that is missing for it, when it does not say where', () => {
    expect(place(step, [oops])).toEqual([failed(['a']), failed(['you'])]);
  });

  test('keeps its code and extensions, but not its word on which subgraph it is of', () => {
    const extensions = { code: 'FORBIDDEN', reason: 0, serviceName: 'another' };
    expect(place(step, [{ ...oops, path: ['a'], extensions }])).toEqual([
      {
        ...oops,
        path: ['a'],
        extensions: { code: 'FORBIDDEN', reason: 0, serviceName: 'reviews' },
      },
    ]);
  });

  test('is told once for each time that the subgraph tells it', () => {
    expect(
      place(step, [
        { ...oops, path: ['a'] },
        { ...oops, path: ['you'] },
      ]),
    ).toEqual([failed(['a']), failed(['you'])]);
  });
});

describe('an error of a fetch of entities', () => {
  const step = stepOf('{ _entities { ... on Person { reviews { text } age } } }', ['people']);
  const [ada, grace] = [{ id: 1 }, { id: 2 }];
  const response = { data: { people: [null, ada, grace] }, targets: [[[ada], [grace]]] };

  test('is told where the entity is', () => {
    expect(
      place(step, [{ ...oops, path: ['_entities', 1, 'reviews', 0, 'text'] }], response),
    ).toEqual([failed(['people', 2, 'reviews', 0, 'text'])]);
  });

  test('that has no path is told once, where the first field of the first entity is missing', () => {
    expect(place(step, [oops], response)).toEqual([failed(['people', 1, 'reviews'])]);
  });

  test('of all the entities is told at each', () => {
    expect(place(step, [{ ...oops, path: ['_entities'] }], response)).toEqual([
      failed(['people', 1]),
      failed(['people', 2]),
    ]);
  });

  test('is told at each place where the entity stands', () => {
    const twice = { data: { people: [ada, grace, ada] }, targets: [[[ada], [grace]]] };
    expect(place(step, [{ ...oops, path: ['_entities', 0, 'age'] }], twice)).toEqual([
      failed(['people', 0, 'age']),
      failed(['people', 2, 'age']),
    ]);
  });

  test('is told at the places of all objects that one representation stands for', () => {
    const [one, other] = [{ id: 1 }, { id: 1 }];
    const same = { data: { people: [one, other] }, targets: [[[one, other]]] };
    expect(place(step, [{ ...oops, path: ['_entities', 0, 'age'] }], same)).toEqual([
      failed(['people', 0, 'age']),
      failed(['people', 1, 'age']),
    ]);
  });

  test('is told at a hundred places at most', () => {
    const people = Array.from({ length: 1_000 }, () => ({ id: 1 }));
    const many = { data: { people }, targets: [[people]] };
    expect(place(step, [{ ...oops, path: ['_entities', 0, 'age'] }], many)).toHaveLength(100);
  });

  test.each([
    ['an entity that was not asked for', ['_entities', 7, 'age']],
    ['a field that was not asked for', ['people', 0, 'age']],
    ['nothing', []],
  ])('is told without a place when its path leads to %s', (_name, path) => {
    expect(place(step, [{ ...oops, path }], response)).toEqual([failed()]);
  });
});

describe('an error of a batch', () => {
  const step = stepOf(
    '{ _entities { ... on Person { age } } _e1: _entities { ... on Shop { city } } }',
    ['people', 'boss'],
    ['shop'],
  );
  const [ada, shop] = [{ id: 1 }, { id: 2 }];
  const response = { data: { people: [ada], boss: { id: 3 }, shop }, targets: [[[ada]], [[shop]]] };

  test('is told where the entity of its list is', () => {
    expect(
      place(
        step,
        [
          { ...oops, path: ['_e1', 0, 'city'] },
          { ...oops, path: ['_entities', 0] },
        ],
        response,
      ),
    ).toEqual([failed(['shop', 'city']), failed(['people', 0])]);
  });

  test('that has no path is told once for each list', () => {
    expect(place(step, [oops], response)).toEqual([
      failed(['people', 0, 'age']),
      failed(['shop', 'city']),
    ]);
  });

  test('is told once at each place of an entity that two of the paths lead to', () => {
    const both = { data: { people: [ada], boss: ada, shop }, targets: [[[ada, ada]], [[shop]]] };
    expect(place(step, [{ ...oops, path: ['_entities', 0, 'age'] }], both)).toEqual([
      failed(['people', 0, 'age']),
      failed(['boss', 'age']),
    ]);
  });
});
