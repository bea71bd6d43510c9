import { expect, test } from 'vitest';
import { describePlan } from './describe-plan.ts';
import type { EntityRequest, FetchNode, PathSegment, PlanNode } from './query-plan.ts';

const describeNode = (node: PlanNode | null) => describePlan({ kind: 'QueryPlan', node });

const me: FetchNode = {
  kind: 'Fetch',
  subgraph: 'people',
  operationKind: 'query',
  operationName: undefined,
  document: '{me{id}}',
  variables: [],
  entities: [],
  outputRewrites: [],
};
const field = (name: string): PathSegment => ({ kind: 'Field', name });
const request = (responseName: string, ...paths: PathSegment[][]): EntityRequest => ({
  responseName,
  variable: `$${responseName}`,
  paths,
  requires: [
    {
      kind: 'InlineFragment',
      typeCondition: 'Person',
      selections: [
        { kind: 'Field', name: '__typename', sendAs: '__typename', selections: [] },
        {
          kind: 'Field',
          name: 'size_0',
          sendAs: 'size',
          selections: [{ kind: 'Field', name: 'width', sendAs: 'width', selections: [] }],
        },
      ],
    },
  ],
  inputRewrites: [],
  outputRewrites: [],
});
const batch: FetchNode = {
  ...me,
  document:
    '{_e0:_entities(representations:$a){...on Person{name}} _e1:_entities(representations:$b){...on Person{age}}}',
  entities: [
    request('_e0', [field('me')], [field('people'), { kind: 'List' }]),
    request('_e1', [
      field('media'),
      { kind: 'TypeCondition', types: ['Book', 'Film'] },
      field('by'),
    ]),
  ],
};

test('a plan of nothing is described as one', () => {
  expect(describeNode(null)).toEqual({
    plan: { kind: 'QueryPlan', node: null },
    planText: 'QueryPlan {}',
  });
});

test('a batch is written down with the places of each of its lists', () => {
  expect(describeNode(batch).planText).toMatchInlineSnapshot(`
    "QueryPlan {
      Batch {
        Flatten(path: "me", "people.@") {
          Fetch(service: "people") {
            {
              ... on Person {
                __typename
                size_0 {
                  width
                }
              }
            } =>
            {
              ... on Person {
                name
              }
            }
          }
        },
        Flatten(path: "media|[Book,Film].by") {
          Fetch(service: "people") {
            {
              ... on Person {
                __typename
                size_0 {
                  width
                }
              }
            } =>
            {
              ... on Person {
                age
              }
            }
          }
        }
      }
    }"
  `);
});

test('a batch is described as one fetch for all the places of its lists', () => {
  const requirement = {
    kind: 'InlineFragment',
    typeCondition: 'Person',
    selections: [
      { kind: 'Field', name: '__typename' },
      {
        ...{ kind: 'Field', name: 'size_0', alias: 'size' },
        selections: [{ kind: 'Field', name: 'width' }],
      },
    ],
  };
  expect(describeNode(batch).plan.node).toEqual({
    kind: 'Flatten',
    path: ['me and people.@ and media|[Book,Film].by'],
    node: {
      kind: 'Fetch',
      serviceName: 'people',
      operation: batch.document,
      requires: [requirement, requirement],
    },
  });
});

test('nodes are written down in the order that they are done in', () => {
  const node: PlanNode = { kind: 'Sequence', nodes: [me, { kind: 'Parallel', nodes: [me, me] }] };
  expect(describeNode(node).planText).toMatchInlineSnapshot(`
    "QueryPlan {
      Sequence {
        Fetch(service: "people") {
          {
            me {
              id
            }
          }
        },
        Parallel {
          Fetch(service: "people") {
            {
              me {
                id
              }
            }
          },
          Fetch(service: "people") {
            {
              me {
                id
              }
            }
          }
        }
      }
    }"
  `);
  expect(describeNode(node).plan.node).toMatchObject({
    kind: 'Sequence',
    nodes: [{ kind: 'Fetch' }, { kind: 'Parallel', nodes: [{ kind: 'Fetch' }, { kind: 'Fetch' }] }],
  });
});
