import type * as Hive from '@graphql-hive/router-query-planner';
import { expect, test } from 'vitest';
import { fromHivePlan } from './from-hive-plan.ts';
import type { FetchNode, PlanNode } from './query-plan.ts';

const translate = (node: Hive.PlanNode) => fromHivePlan({ kind: 'QueryPlan', node }).node;

const me: Hive.FetchNode = { kind: 'Fetch', serviceName: 'people', operation: '{me{id}}' };
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
const key: Hive.RequiresSelection[] = [
  {
    kind: 'InlineFragment',
    typeCondition: 'Person',
    selections: [
      { kind: 'Field', name: '__typename' },
      { kind: 'Field', name: 'id' },
    ],
  },
];
const ourKey = [
  {
    kind: 'InlineFragment',
    typeCondition: 'Person',
    selections: [
      { kind: 'Field', name: '__typename', sendAs: '__typename', selections: [] },
      { kind: 'Field', name: 'id', sendAs: 'id', selections: [] },
    ],
  },
];
const noRewrites = { inputRewrites: [], outputRewrites: [] };

test.each<[string, Hive.PlanNode, PlanNode]>([
  ['a fetch of root fields', me, ourMe],
  [
    'all that a fetch says of its request',
    {
      ...me,
      operationKind: 'mutation',
      operationName: 'A',
      variableUsages: ['x', 'y'],
      outputRewrites: [{ KeyRenamer: { path: [{ Key: 'a' }], renameKeyTo: 'b' } }],
    },
    {
      ...ourMe,
      operationKind: 'mutation',
      operationName: 'A',
      variables: ['x', 'y'],
      outputRewrites: [{ kind: 'RenameKey', path: [{ kind: 'Field', name: 'a' }], to: 'b' }],
    },
  ],
  [
    'sequences and parallels',
    { kind: 'Sequence', nodes: [me, { kind: 'Parallel', nodes: [me, me] }] },
    { kind: 'Sequence', nodes: [ourMe, { kind: 'Parallel', nodes: [ourMe, ourMe] }] },
  ],
  [
    'a fetch of entities, at the path that it is under',
    {
      kind: 'Flatten',
      path: [{ Field: 'people' }, '@'],
      node: {
        kind: 'Flatten',
        path: [{ Field: 'friend' }, { TypeCondition: ['Person', 'Robot'] }],
        node: {
          ...me,
          requires: key,
          inputRewrites: [
            {
              ValueSetter: {
                path: [{ TypenameEquals: ['Person'] }, { Key: '__typename' }],
                setValueTo: 'Being',
              },
            },
          ],
          outputRewrites: [
            {
              KeyRenamer: {
                path: [{ TypenameEquals: ['Person'] }, { Key: 'a' }],
                renameKeyTo: 'b',
              },
            },
          ],
        },
      },
    },
    {
      ...ourMe,
      entities: [
        {
          responseName: '_entities',
          variable: 'representations',
          paths: [
            [
              { kind: 'Field', name: 'people' },
              { kind: 'List' },
              { kind: 'Field', name: 'friend' },
              { kind: 'TypeCondition', types: ['Person', 'Robot'] },
            ],
          ],
          requires: ourKey as never,
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
          outputRewrites: [
            {
              kind: 'RenameKey',
              path: [
                { kind: 'TypeCondition', types: ['Person'] },
                { kind: 'Field', name: 'a' },
              ],
              to: 'b',
            },
          ],
        },
      ],
    },
  ],
  [
    'a path through a sequence',
    {
      kind: 'Flatten',
      path: [{ Field: 'me' }],
      node: {
        kind: 'Sequence',
        nodes: [{ ...me, requires: key }],
      },
    },
    {
      kind: 'Sequence',
      nodes: [
        {
          ...ourMe,
          entities: [
            {
              responseName: '_entities',
              variable: 'representations',
              paths: [[{ kind: 'Field', name: 'me' }]],
              requires: ourKey as never,
              ...noRewrites,
            },
          ],
        },
      ],
    },
  ],
  [
    'a batch as one request for several lists of entities',
    {
      kind: 'BatchFetch',
      serviceName: 'people',
      operation: 'query($a:[_Any!]!,$b:[_Any!]!){…}',
      operationKind: 'query',
      variableUsages: ['x'],
      entityBatch: {
        aliases: [
          {
            alias: '_e0',
            representationsVariableName: 'a',
            paths: [[{ Field: 'me' }], [{ Field: 'people' }, '@']],
            requires: key,
          },
          {
            alias: '_e1',
            representationsVariableName: 'b',
            paths: [[{ Field: 'you' }]],
            requires: key,
            outputRewrites: [
              { kind: 'ValueSetter', path: [{ Key: '__typename' }], setValueTo: 'A' },
            ],
          },
        ],
      },
    },
    {
      ...ourMe,
      document: 'query($a:[_Any!]!,$b:[_Any!]!){…}',
      variables: ['x'],
      entities: [
        {
          responseName: '_e0',
          variable: 'a',
          paths: [
            [{ kind: 'Field', name: 'me' }],
            [{ kind: 'Field', name: 'people' }, { kind: 'List' }],
          ],
          requires: ourKey as never,
          ...noRewrites,
        },
        {
          responseName: '_e1',
          variable: 'b',
          paths: [[{ kind: 'Field', name: 'you' }]],
          requires: ourKey as never,
          inputRewrites: [],
          outputRewrites: [
            { kind: 'SetValue', path: [{ kind: 'Field', name: '__typename' }], value: 'A' },
          ],
        },
      ],
    },
  ],
  [
    'what is read under one name and sent under another, and its parts',
    {
      ...me,
      requires: [
        {
          kind: 'Field',
          name: '_alias_0',
          alias: 'size',
          selections: [{ kind: 'Field', name: 'width' }],
        },
      ],
    },
    {
      ...ourMe,
      entities: [
        {
          responseName: '_entities',
          variable: 'representations',
          paths: [[]],
          requires: [
            {
              kind: 'Field',
              name: '_alias_0',
              sendAs: 'size',
              selections: [{ kind: 'Field', name: 'width', sendAs: 'width', selections: [] }],
            },
          ],
          ...noRewrites,
        },
      ],
    },
  ],
])('translates %s', (_name, theirs, ours) => {
  expect(translate(theirs)).toEqual(ours);
});

test.each([undefined, null])('a plan of nothing (%j) stays one', (node) => {
  expect(fromHivePlan({ kind: 'QueryPlan', node: node as never })).toEqual({
    kind: 'QueryPlan',
    node: null,
  });
});

test.each<[string, Hive.PlanNode]>([
  ['Subscription', { kind: 'Subscription', primary: me }],
  ['Defer', { kind: 'Defer', primary: { node: me }, deferred: [] }],
  ['fragment spread', { ...me, requires: [{ kind: 'FragmentSpread', value: 'F' }] }],
])('refuses a plan with a %s', (what, node) => {
  expect(() => translate(node)).toThrow(what);
});
