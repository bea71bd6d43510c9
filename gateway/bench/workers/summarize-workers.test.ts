import { expect, test } from 'vitest';
import type { Figures } from '../measure-contender.ts';
import type { Round } from '../measure-workload.ts';
import { tiny } from '../workloads/tiny/tiny.ts';
import { summarizeWorkers } from './summarize-workers.ts';

const figures = (requestsPerSecond: number): Figures => ({
  requestsPerSecond,
  ...{ requests: 1, failures: 0, firstFailure: null, notes: [] },
  ...{ cpuMsPerRequest: 1, busy: 1, loadBusy: 1, largestShare: 1, p50Ms: 1, p99Ms: 1 },
  ...{ peakMemoryBytes: 1, subgraphRequestsPerRequest: 1, longestPauseMs: null },
});
const round = (one: number, two: number): Round =>
  new Map([
    ['1', figures(one)],
    ['2', figures(two)],
  ]);

test('tells the growth within a round, whatever the machine did between rounds', () => {
  const { rows } = summarizeWorkers(tiny, [round(100, 150), round(10, 18), round(100, 200)]);
  expect(rows.map(({ name, timesFirst }) => [name, timesFirst])).toEqual([
    ['1', 1],
    ['2', 1.8],
  ]);
});

test('tells why there is no growth to tell', () => {
  const failed = new Map<string, Figures | { reason: string }>([
    ['1', figures(100)],
    ['2', { reason: 'does not start' }],
  ]);
  const { rows } = summarizeWorkers(tiny, [failed]);
  expect(rows[1]).toMatchObject({ figures: null, timesFirst: null, notes: ['does not start'] });
});
