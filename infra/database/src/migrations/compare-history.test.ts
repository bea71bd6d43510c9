import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { compareHistory, isUpToDate } from './compare-history.ts';
import type { HistoryEntry } from './read-history.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const applied = (name: string, sql: string, entry: Partial<HistoryEntry> = {}): HistoryEntry => ({
  name,
  checksum: sha256(sql),
  finishedAt: new Date(0),
  rolledBackAt: null,
  logs: null,
  ...entry,
});

test('tells applied, pending, edited, failed and missing migrations apart, in their order', () => {
  const files = ['1_a', '2_b', '3_c', '5_e'].map((name) => ({ name, sql: name }));
  const history = [
    applied('4_d', 'd'),
    applied('1_a', '1_a'),
    applied('2_b', 'as it was'),
    applied('3_c', '3_c', { finishedAt: null, logs: 'ERROR: no' }),
  ];
  expect(compareHistory(files, history)).toEqual([
    { state: 'applied', name: '1_a', appliedAt: new Date(0) },
    { state: 'edited', name: '2_b', appliedAt: new Date(0) },
    { state: 'failed', name: '3_c', log: 'ERROR: no' },
    { state: 'missing', name: '4_d', appliedAt: new Date(0) },
    { state: 'pending', name: '5_e' },
  ]);
});

test('overlooks attempts that were rolled back', () => {
  const files = [{ name: '1_a', sql: 'a' }];
  const rolledBack = applied('1_a', 'b', { finishedAt: null, rolledBackAt: new Date(0) });
  expect(compareHistory(files, [rolledBack])).toEqual([{ state: 'pending', name: '1_a' }]);
  const [status] = compareHistory(files, [rolledBack, applied('1_a', 'a')]);
  expect(status?.state).toBe('applied');
});

test('does not take changed line ends for an edit', () => {
  const history = [applied('1_a', 'SELECT 1;\r\nSELECT 2;\r\n')];
  for (const sql of ['SELECT 1;\nSELECT 2;\n', 'SELECT 1;\r\nSELECT 2;\r\n']) {
    expect(compareHistory([{ name: '1_a', sql }], history)[0]?.state).toBe('applied');
  }
});

test('is up to date with migrations of a newer version, not with pending ones', () => {
  expect(isUpToDate(compareHistory([], [applied('9_z', 'z')]))).toBe(true);
  expect(isUpToDate(compareHistory([{ name: '1_a', sql: 'a' }], []))).toBe(false);
});
