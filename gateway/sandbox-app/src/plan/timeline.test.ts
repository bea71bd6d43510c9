import { expect, test } from 'vitest';
import type { SubgraphFetch } from './debug-report.ts';
import { layOutTimeline } from './timeline.ts';

function fetchOf(subgraph: string, startMs: number, durationMs: number): SubgraphFetch {
  return {
    subgraph,
    startMs,
    durationMs,
    status: 200,
    entityCount: null,
    sqlStatements: null,
    sqlDurationMs: null,
  };
}

test('places fetches in the order in which they start, the last end at the right edge', () => {
  const { rows, spanMs } = layOutTimeline([
    fetchOf('catalog', 20, 20),
    fetchOf('identity', 0, 10),
    fetchOf('orders', 10, 10),
  ]);
  expect(spanMs).toBe(40);
  expect(rows.map((row) => [row.fetch.subgraph, row.leftPercent, row.widthPercent])).toEqual([
    ['identity', 0, 25],
    ['orders', 25, 25],
    ['catalog', 50, 50],
  ]);
});

test('keeps a fetch of no length visible and inside the drawing', () => {
  const { rows } = layOutTimeline([fetchOf('a', 0, 100), fetchOf('b', 100, 0)]);
  expect(rows[1]).toMatchObject({ leftPercent: 99.2, widthPercent: 0.8 });
});

test.each([
  [40, [0, 10, 20, 30, 40]],
  [7, [0, 2, 4, 6]],
  [0.9, [0, 0.25, 0.5, 0.75]],
  [85, [0, 25, 50, 75]],
  [1234, [0, 500, 1000]],
])('marks %d ms at round moments', (spanMs, expected) => {
  const { ticks } = layOutTimeline([fetchOf('a', 0, spanMs)]);
  expect(ticks.map((tick) => tick.atMs)).toEqual(expected);
  expect(ticks.every((tick) => tick.leftPercent >= 0 && tick.leftPercent <= 100)).toBe(true);
});

test('draws nothing for no fetches, and full bars when nothing took time', () => {
  expect(layOutTimeline([])).toEqual({ spanMs: 0, rows: [], ticks: [] });
  expect(layOutTimeline([fetchOf('a', 0, 0)]).rows[0]).toMatchObject({ widthPercent: 100 });
});
