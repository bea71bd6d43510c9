import { expect, test } from 'vitest';
import { parseServerTiming } from './parse-server-timing.ts';

test('reads statements and duration of the metric called sql', () => {
  expect(parseServerTiming('cache;desc="hit", sql;dur=3.25;desc="4 statements"')).toEqual({
    sqlStatements: 4,
    sqlDurationMs: 3.25,
  });
});

test.each([undefined, '', 'total;dur=1', 'sqlite;dur=2', 'sql;dur=abc'])(
  'makes nothing of %j',
  (header) => {
    expect(parseServerTiming(header)).toEqual({});
  },
);
