import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createLogger } from '../logging/create-logger.ts';
import { repeatEvery } from './repeat-every.ts';

const logger = createLogger({ name: 'test', level: 'silent' });

describe('repeatEvery', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('works once per interval, and goes on after a failure, which it logs', async () => {
    const error = vi.spyOn(logger, 'error');
    const work = vi.fn(async () => {}).mockRejectedValueOnce(new Error('database away'));
    const repeated = repeatEvery({ name: 'reading', intervalMs: 1_000, work, logger });
    await vi.advanceTimersByTimeAsync(999);
    expect(work).toHaveBeenCalledTimes(0);
    await vi.advanceTimersByTimeAsync(2_001);
    expect(work).toHaveBeenCalledTimes(3);
    expect(error).toHaveBeenCalledExactlyOnceWith(
      { err: new Error('database away') },
      'reading failed',
    );
    await repeated.stop();
  });

  test('never overlaps itself', async () => {
    const slow = vi.fn(() => new Promise<void>((resolve) => setTimeout(resolve, 5_000)));
    const repeated = repeatEvery({ name: 'reading', intervalMs: 1_000, work: slow, logger });
    await vi.advanceTimersByTimeAsync(5_999);
    expect(slow).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1_001);
    expect(slow).toHaveBeenCalledTimes(2);
    const stopped = repeated.stop();
    await vi.runAllTimersAsync();
    await stopped;
  });

  test('stops after the work under way', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const work = vi.fn((_signal: AbortSignal) => promise);
    const repeated = repeatEvery({ name: 'reading', intervalMs: 1_000, work, logger });
    await vi.advanceTimersByTimeAsync(1_000);
    let isStopped = false;
    const stopped = repeated.stop().then(() => {
      isStopped = true;
    });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(isStopped).toBe(false);
    expect(work.mock.calls.at(0)?.at(0)).toMatchObject({ aborted: true });
    resolve();
    await stopped;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(work).toHaveBeenCalledTimes(1);
  });
});
