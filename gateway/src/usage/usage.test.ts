import { parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { clientOf } from './client-of.ts';
import { createSampleLoad } from './sample-load.ts';
import { createSumUsage } from './usage-report.ts';
import { type AskedOperation, createUsageWindow } from './usage-window.ts';

const asked = (source: string, key = source): AskedOperation => ({
  ...{ key, document: parse(source), operationName: null },
});
const told = { weight: 1, failed: false };
const web = { name: 'web', version: '1' };

describe('a window', () => {
  test('counts by operation and client, and errors beside', async () => {
    const window = createUsageWindow();
    window.count(asked('{ a }'), web, told);
    window.count(asked('{ a }'), web, { weight: 3, failed: true });
    window.count(asked('{ a }'), { name: 'web', version: '2' }, told);
    const { operations } = await createSumUsage()(window);
    expect(operations).toMatchObject([
      {
        normal: { text: 'query { a }', type: 'query', name: null },
        clients: [
          { name: 'web', version: '1', count: 4, errorCount: 3 },
          { name: 'web', version: '2', count: 1, errorCount: 0 },
        ],
      },
    ]);
  });

  test('counts those together that differ in values only', async () => {
    const window = createUsageWindow();
    for (let n = 0; n < 100; n += 1) window.count(asked(`{ a(x: ${n}) }`), web, told);
    const { operations } = await createSumUsage()(window);
    expect(operations.map(({ clients }) => clients[0]?.count)).toEqual([100]);
  });

  test('leaves out who only reads the schema', async () => {
    const window = createUsageWindow();
    window.count(asked('{ __schema { types { name } } __typename }'), web, told);
    expect((await createSumUsage()(window)).operations).toEqual([]);
  });

  test('has a bound, whatever is sent: what finds no place is counted as dropped', () => {
    const window = createUsageWindow();
    const operation = asked('{ a }');
    for (let n = 0; n < 6_000; n += 1) window.count({ ...operation, key: String(n) }, web, told);
    expect([...window.operations].length).toBe(5_000);
    expect(window.dropped).toBe(1_000);
  });

  test('takes clients that call themselves by ever new names together', () => {
    const window = createUsageWindow();
    const operation = asked('{ a }');
    for (let n = 0; n < 10_000; n += 1) {
      window.count(operation, { name: `client-${n}`, version: null }, told);
    }
    const [counted] = [...window.operations];
    expect(counted?.clients.size).toBe(501);
    const other = [...(counted?.clients.values() ?? [])].find(({ name }) => name === '(other)');
    expect(other?.count).toBe(9_500);
  });
});

test('a client is what it calls itself, without what could do harm elsewhere', () => {
  const of = (name: string) => clientOf({ 'apollographql-client-name': name }).name;
  expect(of('web')).toBe('web');
  expect(of('\u001b[31mred\u0007')).toBe('?[31mred?');
  expect(of('x'.repeat(10_000))).toHaveLength(100);
  expect(of(' ')).toBeNull();
  expect(clientOf({})).toEqual({ name: null, version: null });
});

describe('under load', () => {
  const sumOf = (requests: number, perSecond: number) => {
    let at = 0;
    const sample = createSampleLoad({ perSecond, nowMs: () => at });
    let sum = 0;
    let counted = 0;
    for (let n = 0; n < requests; n += 1) {
      at += 999 / requests;
      const weight = sample();
      sum += weight;
      if (weight > 0) counted += 1;
    }
    return { sum, counted };
  };

  test('all are counted up to the rate', () => {
    expect(sumOf(100, 100)).toEqual({ sum: 100, counted: 100 });
  });

  test('beyond it a few stand for many, and the sum stays right', () => {
    const runs = Array.from({ length: 50 }, () => sumOf(20_000, 500));
    const mean = runs.reduce((total, { sum }) => total + sum, 0) / runs.length;
    // Standard error of the mean: some 0.5 %.
    expect(Math.abs(mean - 20_000) / 20_000).toBeLessThan(0.05);
    for (const { counted } of runs) expect(counted).toBeLessThan(4_500);
  });
});
