import { expect, it } from 'vitest';
import { serverTiming } from './server-timing.ts';

it('writes duration and count as the Server Timing header has it', () => {
  expect(serverTiming({ count: 3, durationMs: 12.3456 })).toBe('sql;dur=12.35;desc="3 statements"');
});
