import { expect, test } from 'vitest';
import { takeDebugReport } from './debug-report.ts';

const causeway = {
  plan: { kind: 'QueryPlan', node: { kind: 'Fetch', serviceName: 'catalog', operation: '{a}' } },
  planText: 'QueryPlan { Fetch }',
  planningMs: 1.25,
  cost: { estimated: 1_792, bySubgraph: { catalog: 1_792 } },
  fetches: [
    { subgraph: 'catalog', startMs: 1, durationMs: 4.5, status: 200, sqlStatements: 2 },
    'not a fetch',
    { subgraph: 'orders', startMs: -1, durationMs: Number.NaN, status: 0 },
  ],
};

test('takes the report out and leaves the response alone', () => {
  const { response, report } = takeDebugReport({ data: { a: 1 }, extensions: { causeway } });
  expect(response).toEqual({ data: { a: 1 } });
  expect(report).toMatchObject({
    planText: 'QueryPlan { Fetch }',
    planningMs: 1.25,
    estimatedCost: 1_792,
  });
  expect(report?.plan).toMatchObject({ kind: 'Fetch', subgraph: 'catalog' });
});

test("keeps the extensions that are not the gateway's", () => {
  const { response } = takeDebugReport({ data: null, extensions: { causeway, tracing: 1 } });
  expect(response).toEqual({ data: null, extensions: { tracing: 1 } });
});

test('reads fetches with missing or impossible figures', () => {
  const { report } = takeDebugReport({ extensions: { causeway } });
  expect(report?.fetches).toEqual([
    {
      subgraph: 'catalog',
      startMs: 1,
      durationMs: 4.5,
      status: 200,
      entityCount: null,
      sqlStatements: 2,
      sqlDurationMs: null,
    },
    {
      subgraph: 'orders',
      startMs: 0,
      durationMs: 0,
      status: null,
      entityCount: null,
      sqlStatements: null,
      sqlDurationMs: null,
    },
  ]);
});

test.each([{}, { extensions: null }, { extensions: { causeway: 'text' } }])(
  'finds no report in %j',
  (response) => {
    expect(takeDebugReport(response)).toEqual({ response, report: null });
  },
);
