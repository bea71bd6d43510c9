import { expect, test } from 'vitest';
import { formatLogLine, isWorthShowing, parseLogLine } from './log-line.ts';

test('reads the level, message and fields of a structured line', () => {
  const line = parseLogLine(
    '{"level":"error","time":1,"name":"orders","msg":"failed","requestId":"r1"}',
  );
  expect(line).toMatchObject({ level: 'error', text: 'failed', fields: { requestId: 'r1' } });
  expect(formatLogLine('orders', 'cyan', line)).toBe('orders    │ error failed requestId=r1');
});

test('shows warnings and what is no structured line, and keeps the rest quiet', () => {
  expect(isWorthShowing(parseLogLine('{"level":"info","msg":"request"}'))).toBe(false);
  expect(isWorthShowing(parseLogLine('{"level":"warn","msg":"slow"}'))).toBe(true);
  expect(isWorthShowing(parseLogLine('Segmentation fault'))).toBe(true);
  expect(isWorthShowing(parseLogLine('{ not JSON'))).toBe(true);
});

test("shows an error's stack as its lines", () => {
  const line = parseLogLine('{"level":"error","msg":"x","err":{"stack":"Error: x\\n  at y"}}');
  expect(formatLogLine('catalog', 'green', line)).toContain('err=Error: x\n  at y');
});
