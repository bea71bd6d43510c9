import { parse } from 'graphql';
import { expect, test } from 'vitest';
import type { FetchNode, PlanNode } from './query-plan.ts';
import { unplannedFields } from './unplanned-fields.ts';

const fetch = (document: string, entities: FetchNode['entities'] = []): FetchNode => ({
  kind: 'Fetch',
  subgraph: 'any',
  operationKind: 'query',
  operationName: undefined,
  variables: [],
  outputRewrites: [],
  document,
  entities,
});
const entities: FetchNode['entities'] = [
  {
    ...{ responseName: '_entities', variable: 'r', paths: [[]], requires: [] },
    ...{ inputRewrites: [], outputRewrites: [] },
  },
];

const twoFetches: PlanNode = {
  kind: 'Sequence',
  nodes: [
    { kind: 'Parallel', nodes: [fetch('{ a { id } }'), fetch('{ x: b }')] },
    fetch('{ ...F } fragment F on Query { c }'),
  ],
};

test.each<[string, { operation: string; node: PlanNode | null; unplanned: string[] }]>([
  ['a field of no fetch', { operation: '{ a }', node: null, unplanned: ['a'] }],
  [
    'each field of no fetch, by response name',
    { operation: '{ a { id } x: b b y: b }', node: twoFetches, unplanned: ['b', 'y'] },
  ],
  ['no field of any fetch', { operation: '{ a { id } x: b c }', node: twoFetches, unplanned: [] }],
  [
    'a field that only an entity has',
    { operation: '{ name }', node: fetch('{ _entities { name } }', entities), unplanned: ['name'] },
  ],
  [
    'a field in a fragment',
    { operation: '{ ... on Query { ... { d } a } }', node: twoFetches, unplanned: ['d'] },
  ],
  ['a field under another directive', { operation: '{ d @mine }', node: null, unplanned: ['d'] }],
  ['no field of a field', { operation: '{ a { id nothing } }', node: twoFetches, unplanned: [] }],
])('finds %s', (_name, { operation, node, unplanned }) => {
  expect(unplannedFields(parse(operation), { kind: 'QueryPlan', node })).toEqual(unplanned);
});
