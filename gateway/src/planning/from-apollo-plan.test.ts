import type {
  FetchNode as ApolloFetchNode,
  PlanNode as ApolloNode,
  QueryPlan as ApolloPlan,
  QueryPlanSelectionNode,
} from '@apollo/query-planner';
import { expect, test } from 'vitest';
import { fromApolloPlan } from './from-apollo-plan.ts';
import type { FetchNode, PlanNode } from './query-plan.ts';

const translate = (node: unknown) => fromApolloPlan({ kind: 'QueryPlan', node } as ApolloPlan).node;

const me = {
  ...{ kind: 'Fetch', serviceName: 'people', operation: '{me{id}}' },
  ...{ operationKind: 'query', operationName: undefined, operationDocumentNode: undefined },
} as unknown as ApolloFetchNode;
const ourMe: FetchNode = {
  kind: 'Fetch',
  subgraph: 'people',
  operationKind: 'query',
  operationName: undefined,
  document: '{me{id}}',
  variables: [],
  entities: [],
  outputRewrites: [],
};
const key: QueryPlanSelectionNode[] = [
  {
    kind: 'InlineFragment',
    typeCondition: 'Person',
    selections: [
      { kind: 'Field', name: '__typename' },
      { kind: 'Field', name: 'id' },
    ],
  },
];
const entities = {
  responseName: '_entities',
  variable: 'representations',
  paths: [[]],
  requires: [
    {
      kind: 'InlineFragment' as const,
      typeCondition: 'Person',
      selections: [
        { kind: 'Field' as const, name: '__typename', sendAs: '__typename', selections: [] },
        { kind: 'Field' as const, name: 'id', sendAs: 'id', selections: [] },
      ],
    },
  ],
  inputRewrites: [],
  outputRewrites: [],
};

test.each<[string, ApolloNode, PlanNode]>([
  ['a fetch of root fields', me, ourMe],
  [
    'all that a fetch says of its request',
    {
      ...me,
      operationKind: 'mutation' as ApolloFetchNode['operationKind'],
      operationName: 'A__people__0',
      variableUsages: ['x', 'y'],
      outputRewrites: [{ kind: 'KeyRenamer', path: ['a', '... on Book', 'b'], renameKeyTo: 'c' }],
    },
    {
      ...ourMe,
      operationKind: 'mutation',
      operationName: 'A__people__0',
      variables: ['x', 'y'],
      outputRewrites: [
        {
          kind: 'RenameKey',
          path: [
            { kind: 'Field', name: 'a' },
            { kind: 'TypeCondition', types: ['Book'] },
            { kind: 'Field', name: 'b' },
          ],
          to: 'c',
        },
      ],
    },
  ],
  [
    'sequences and parallels',
    { kind: 'Sequence', nodes: [me, { kind: 'Parallel', nodes: [me, me] }] },
    { kind: 'Sequence', nodes: [ourMe, { kind: 'Parallel', nodes: [ourMe, ourMe] }] },
  ],
  [
    'a fetch of entities with its rewrites, at the path that it is under',
    {
      kind: 'Flatten',
      path: ['people', '@'],
      node: {
        kind: 'Flatten',
        path: ['friend'],
        node: {
          ...me,
          requires: key,
          inputRewrites: [
            { kind: 'ValueSetter', path: ['... on Person', '__typename'], setValueTo: 'Being' },
          ],
          outputRewrites: [{ kind: 'KeyRenamer', path: ['a'], renameKeyTo: 'b' }],
        },
      },
    },
    {
      ...ourMe,
      entities: [
        {
          ...entities,
          paths: [
            [
              { kind: 'Field', name: 'people' },
              { kind: 'List' },
              { kind: 'Field', name: 'friend' },
            ],
          ],
          inputRewrites: [
            {
              kind: 'SetValue',
              path: [
                { kind: 'TypeCondition', types: ['Person'] },
                { kind: 'Field', name: '__typename' },
              ],
              value: 'Being',
            },
          ],
          outputRewrites: [{ kind: 'RenameKey', path: [{ kind: 'Field', name: 'a' }], to: 'b' }],
        },
      ],
    },
  ],
])('translates %s', (_name, theirs, ours) => {
  expect(translate(theirs)).toEqual(ours);
});

test.each([
  [
    'media|[Book]',
    [
      { kind: 'Field', name: 'media' },
      { kind: 'TypeCondition', types: ['Book'] },
    ],
  ],
  [
    'media|[Book,Film]',
    [
      { kind: 'Field', name: 'media' },
      { kind: 'TypeCondition', types: ['Book', 'Film'] },
    ],
  ],
  [
    'media|[Book, Film]',
    [
      { kind: 'Field', name: 'media' },
      { kind: 'TypeCondition', types: ['Book', 'Film'] },
    ],
  ],
  ['@', [{ kind: 'List' }]],
  ['@|[Book]', [{ kind: 'List' }, { kind: 'TypeCondition', types: ['Book'] }]],
])('translates the segment %s of a path', (segment, ours) => {
  const node = translate({ kind: 'Flatten', path: [segment], node: { ...me, requires: key } });
  expect((node as FetchNode).entities[0]?.paths).toEqual([ours]);
});

test('what is required is read under the name that it is sent under', () => {
  const requires: QueryPlanSelectionNode[] = [
    {
      kind: 'Field',
      name: 'size',
      alias: 'size_0',
      selections: [{ kind: 'InlineFragment', selections: [{ kind: 'Field', name: 'width' }] }],
    },
  ];
  expect((translate({ ...me, requires }) as FetchNode).entities[0]?.requires).toEqual([
    {
      kind: 'Field',
      name: 'size_0',
      sendAs: 'size_0',
      selections: [
        {
          kind: 'InlineFragment',
          typeCondition: undefined,
          selections: [{ kind: 'Field', name: 'width', sendAs: 'width', selections: [] }],
        },
      ],
    },
  ]);
});

test('a plan of nothing stays one', () => {
  expect(fromApolloPlan({ kind: 'QueryPlan' })).toEqual({ kind: 'QueryPlan', node: null });
});

test.each([
  ['Subscription', { kind: 'Subscription', primary: me }],
  ['Defer', { kind: 'Defer', primary: { node: me }, deferred: [] }],
])('refuses a plan with a %s', (what, node) => {
  expect(() => translate(node)).toThrow(what);
});
