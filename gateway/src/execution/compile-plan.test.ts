import { describe, expect, test } from 'vitest';
import type { EntityRequest, FetchNode, PathSegment, PlanNode } from '../planning/query-plan.ts';
import { compilePlan } from './compile-plan.ts';

const compile = (node: PlanNode | null) => compilePlan({ kind: 'QueryPlan', node }, () => false);

const at = (path: string): PathSegment[] =>
  path === '' ? [] : path.split('.').map((name) => ({ kind: 'Field', name }));

/** A fetch of root fields. */
const root = (document: string, kind: FetchNode['operationKind'] = 'query'): FetchNode => ({
  kind: 'Fetch',
  subgraph: 'any',
  operationKind: kind,
  operationName: undefined,
  document,
  variables: [],
  entities: [],
  outputRewrites: [],
});

/** A fetch of entities, one list for each request: where they are, what is sent, and what is asked for. */
const entities = (
  ...requests: { paths: string[]; sends?: string[]; asks: string }[]
): FetchNode => ({
  ...root(
    `{ ${requests.map(({ asks }, index) => `_e${index}: _entities { ...on E ${asks} }`).join(' ')} }`,
  ),
  entities: requests.map(
    ({ paths, sends = ['id'] }, index): EntityRequest => ({
      responseName: `_e${index}`,
      variable: `r${index}`,
      paths: paths.map(at),
      requires: sends.map((name) => ({ kind: 'Field', name, sendAs: name, selections: [] })),
      inputRewrites: [],
      outputRewrites: [],
    }),
  ),
});
const sequence = (...nodes: PlanNode[]): PlanNode => ({ kind: 'Sequence', nodes });
const parallel = (...nodes: PlanNode[]): PlanNode => ({ kind: 'Parallel', nodes });

const me = root('{ me { id } }');
const name = entities({ paths: ['me'], asks: '{ name }' });
const friend = entities({ paths: ['me'], asks: '{ friend { id } }' });
const friendName = entities({ paths: ['me.friend'], asks: '{ name }' });

describe('a step waits', () => {
  test.each<[string, PlanNode | null, number[][]]>([
    ['for nothing when there is no step', null, []],
    ['for nothing when it is the first', me, [[]]],
    ['for nothing next to another', parallel(me, root('{ you { id } }')), [[], []]],
    ['for the step that brings its keys', sequence(me, name), [[], [0]]],
    [
      'for each step that brings some of its keys',
      sequence(
        root('{ me { id } }'),
        entities({ paths: ['me'], asks: '{ isbn }' }),
        entities({ paths: ['me'], sends: ['id', 'isbn'], asks: '{ title }' }),
      ),
      [[], [0], [0, 1]],
    ],
    [
      'for a step that brings the objects, but not for one beside it',
      sequence(me, name, friend, friendName),
      [[], [0], [0], [0, 2]],
    ],
    [
      'for all of a Parallel that it needs, and no more',
      sequence(parallel(me, root('{ you { id } }')), name),
      [[], [], [0]],
    ],
    [
      'not for a step before it in the sequence that brings nothing it needs',
      sequence(root('{ you { id } }'), me, name),
      [[], [], [1]],
    ],
    [
      'not for what stands elsewhere under the same name',
      sequence(
        parallel(me, root('{ you { id } }')),
        entities({ paths: ['you'], asks: '{ isbn }' }),
        entities({ paths: ['me'], sends: ['isbn'], asks: '{ title }' }),
      ),
      [[], [], [1], [0]],
    ],
    [
      'for what only one request of a batch needs',
      sequence(
        parallel(me, root('{ you { id } }')),
        entities({ paths: ['me'], asks: '{ name }' }, { paths: ['you'], asks: '{ name }' }),
      ),
      [[], [], [0, 1]],
    ],
    [
      'for what a batch before it brings for another place',
      sequence(
        parallel(me, root('{ you { id } }')),
        entities({ paths: ['me'], asks: '{ isbn }' }, { paths: ['you'], asks: '{ shop { id } }' }),
        entities({ paths: ['you.shop'], asks: '{ name }' }),
      ),
      [[], [], [0, 1], [1, 2]],
    ],
    [
      'for the type that a path has a condition on',
      sequence(root('{ media { __typename } }'), {
        ...entities({ paths: [], asks: '{ name }' }),
        entities: [
          {
            ...(entities({ paths: [], sends: [], asks: '{ name }' }).entities[0] as EntityRequest),
            paths: [[...at('media'), { kind: 'TypeCondition', types: ['Book'] }]],
          },
        ],
      }),
      [[], [0]],
    ],
    [
      'for what sequences inside a Parallel bring, each for its own',
      parallel(
        sequence(me, name),
        sequence(root('{ you { id } }'), entities({ paths: ['you'], asks: '{ name }' })),
      ),
      [[], [0], [], [2]],
    ],
    [
      'for what is brought by each of two',
      sequence(parallel(me, root('{ me { id name } }')), friend),
      [[], [], [0, 1]],
    ],
    [
      'in a mutation for all that come before, whether it needs them or not',
      sequence(root('mutation { a }', 'mutation'), root('mutation { b }', 'mutation')),
      [[], [0]],
    ],
    [
      'in a mutation for what an earlier field still has to be asked',
      sequence(
        sequence(
          root('mutation { a { id } }', 'mutation'),
          entities({ paths: ['a'], asks: '{ name }' }),
        ),
        root('mutation { b { id } }', 'mutation'),
        entities({ paths: ['b'], asks: '{ name }' }),
      ),
      [[], [0], [0, 1], [0, 1, 2]],
    ],
  ])('%s', (_name, node, after) => {
    expect(compile(node).map((step) => step.after)).toEqual(after);
  });
});

test.each([
  ['with a name', { ...me, operationName: 'Me__"a"' }, '"operationName":"Me__\\"a\\"",'],
  ['without one', me, ''],
])('the head of a request’s body %s, closed, is the JSON of it', (_name, fetch, operationName) => {
  const [step] = compile({ ...fetch, document: 'query { me(n: "\\n\u{1f600}") { id } }' });
  expect(step?.bodyHead).toContain(operationName);
  expect(JSON.parse(`${step?.bodyHead}}}`)).toEqual({
    query: 'query { me(n: "\\n\u{1f600}") { id } }',
    ...(operationName !== '' && { operationName: 'Me__"a"' }),
    variables: {},
  });
});

test.each<[string, FetchNode, unknown[]]>([
  ['each root field', root('{ a: me { id } you { id } __typename }'), [['a'], ['you']]],
  [
    'the first field of the first entity',
    entities({ paths: ['me'], asks: '{ __typename name id }' }),
    [['_e0', 0, 'name']],
  ],
  [
    'the first field of the first entity of each list',
    entities({ paths: ['me'], asks: '{ a: name }' }, { paths: ['you'], asks: '{ id }' }),
    [
      ['_e0', 0, 'a'],
      ['_e1', 0, 'id'],
    ],
  ],
  [
    'the first entity when no field of it is asked for',
    entities({ paths: ['me'], asks: '{ __typename }' }),
    [['_e0', 0]],
  ],
])('what a failed step misses is %s', (_name, fetch, missing) => {
  expect(compile(fetch)[0]?.missing).toEqual(missing);
});

describe('an entity may stand at several places as one object', () => {
  const reviews = root('{ reviews { author { id } } }');
  const author = (asks: string) => entities({ paths: ['reviews.author'], asks });

  test.each<[string, PlanNode, boolean]>([
    ['when nothing else is added to it', author('{ shop { city } }'), true],
    ['when others only add fields of their own', author('{ name }'), true],
  ])('%s', (_name, node, isShareable) => {
    const steps = compile(sequence(reviews, node, author('{ age }')));
    expect(steps[1]?.entities[0]?.isShareable).toBe(isShareable);
  });

  test.each<[string, PlanNode]>([
    [
      'when another step adds to an object inside it',
      entities({ paths: ['reviews.author.shop'], asks: '{ street }' }),
    ],
    [
      'when another step adds to an object deep inside it',
      entities({ paths: ['reviews.author.shop.place'], asks: '{ street }' }),
    ],
    ['when another step asks for the same object inside it', author('{ shop { street } }')],
    [
      'when a batch adds to an object inside it',
      entities(
        { paths: ['elsewhere'], asks: '{ name }' },
        { paths: ['elsewhere', 'reviews.author.shop'], asks: '{ street }' },
      ),
    ],
    [
      'when a step further out asks for the same object inside it',
      entities({ paths: ['reviews'], asks: '{ author { shop { street } } }' }),
    ],
    [
      'when root fields lead to the object inside it',
      root('{ reviews { author { shop { x } } } }'),
    ],
  ])('not %s', (_name, node) => {
    const steps = compile(sequence(reviews, author('{ shop { city place { id } } }'), node));
    expect(steps[1]?.entities[0]?.isShareable).toBe(false);
  });
});
