import { describe, expect, test } from 'vitest';
import { fetchesOf, parseQueryPlan, subgraphsOf } from './query-plan.ts';

const plan = {
  kind: 'QueryPlan',
  node: {
    kind: 'Sequence',
    nodes: [
      { kind: 'Fetch', serviceName: 'orders', operation: '{myOrders{nodes{id}}}' },
      {
        kind: 'Parallel',
        nodes: [
          {
            kind: 'Flatten',
            path: ['myOrders', 'nodes', '@', 'lines', '@'],
            node: {
              kind: 'Fetch',
              serviceName: 'catalog',
              operation:
                'query($representations:[_Any!]!){_entities(representations:$representations){...on Variant{sku}}}',
              requires: [
                {
                  kind: 'InlineFragment',
                  typeCondition: 'Variant',
                  selections: [
                    { kind: 'Field', name: '__typename' },
                    { kind: 'Field', name: 'id', alias: 'key' },
                  ],
                },
              ],
            },
          },
          { kind: 'Fetch', serviceName: 'identity', operation: '{me{id}}' },
        ],
      },
    ],
  },
};

describe('parseQueryPlan', () => {
  test('reads every kind of node of a plan', () => {
    expect(parseQueryPlan(plan)).toMatchObject({
      kind: 'Sequence',
      nodes: [
        { kind: 'Fetch', subgraph: 'orders', requires: null },
        {
          kind: 'Parallel',
          nodes: [
            { kind: 'Flatten', path: 'myOrders.nodes.@.lines.@', node: { subgraph: 'catalog' } },
            { kind: 'Fetch', subgraph: 'identity' },
          ],
        },
      ],
    });
  });

  test('prints what a fetch requires as a selection set', () => {
    const node = parseQueryPlan(plan);
    const [, catalog] = node ? fetchesOf(node) : [];
    expect(catalog?.requires).toBe('{ ... on Variant { __typename key: id } }');
  });

  test('keeps the children of a kind it does not know', () => {
    const deferred = {
      kind: 'Defer',
      primary: { node: null },
      deferred: [{ kind: 'Fetch', serviceName: 'catalog', operation: '{a}' }],
    };
    expect(parseQueryPlan({ kind: 'QueryPlan', node: deferred })).toMatchObject({
      kind: 'Other',
      name: 'Defer',
      nodes: [{ kind: 'Fetch', subgraph: 'catalog' }],
    });
  });

  test.each([
    undefined,
    null,
    'plan',
    [],
    {},
    { kind: 'QueryPlan' },
    { kind: 'QueryPlan', node: {} },
  ])('finds no plan in %j', (value) => {
    expect(parseQueryPlan(value)).toBeNull();
  });
});

test('names each subgraph of a plan once', () => {
  expect(subgraphsOf(parseQueryPlan(plan))).toEqual(['orders', 'catalog', 'identity']);
  expect(subgraphsOf(null)).toEqual([]);
});
