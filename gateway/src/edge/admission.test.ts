import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAdmission, FEWEST, INTERVAL_MS } from './admission.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Requests that arrive one after the other, on a thread that is as busy as is said. */
function useRequests(busy: number) {
  const thread = { busy };
  const admission = createAdmission(() => thread.busy);
  const started: number[] = [];
  const leaves = new Map<number, () => void>();
  let arrived = 0;
  return {
    thread,
    started,
    /** Undefined once it has been let in. */
    async arrive(count: number, signal = new AbortController().signal) {
      for (let index = 0; index < count; index += 1) {
        const number = arrived++;
        admission.enter(signal).then(
          (leave) => {
            started.push(number);
            leaves.set(number, leave);
          },
          () => undefined,
        );
      }
      await vi.advanceTimersByTimeAsync(0);
    },
    async leave(...numbers: number[]) {
      for (const number of numbers) leaves.get(number)?.();
      await vi.advanceTimersByTimeAsync(0);
    },
    pass: (intervals: number) => vi.advanceTimersByTimeAsync(intervals * INTERVAL_MS),
  };
}

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => from + index);

test('any number of requests is worked on while the thread waits for others', async () => {
  const { arrive, pass, started } = useRequests(0.6);
  await arrive(50);
  await pass(10);
  await arrive(50);
  expect(started).toEqual(numbers(0, 100));
});

test('on a busy thread as few as keep it busy are worked on at once, the others in their order', async () => {
  const { arrive, leave, pass, started } = useRequests(1);
  await arrive(20);
  await pass(50);
  await arrive(10);
  expect(started).toEqual(numbers(0, 20));
  await leave(...numbers(0, 20 - FEWEST));
  expect(started).toEqual(numbers(0, 20));
  await leave(...numbers(20 - FEWEST, 20));
  expect(started).toEqual(numbers(0, 20 + FEWEST));
  await leave(20);
  expect(started).toEqual(numbers(0, 20 + FEWEST + 1));
});

test('a thread that has too little to do lets in more', async () => {
  const { arrive, pass, started, thread } = useRequests(1);
  await arrive(FEWEST);
  await pass(50);
  await arrive(20);
  expect(started).toHaveLength(FEWEST);
  thread.busy = 0.8;
  await pass(1);
  expect(started).toEqual(numbers(0, FEWEST + 1));
  thread.busy = 0.95;
  await pass(5);
  expect(started).toHaveLength(FEWEST + 1);
  thread.busy = 0.1;
  await pass(1);
  expect(started).toEqual(numbers(0, 2 * (FEWEST + 1)));
  await pass(2);
  expect(started).toEqual(numbers(0, FEWEST + 20));
});

test('a request whose client has gone gives up its turn', async () => {
  const { arrive, leave, pass, started } = useRequests(1);
  await arrive(FEWEST);
  await pass(50);
  const gone = new AbortController();
  await arrive(1, gone.signal);
  await arrive(1);
  gone.abort();
  await arrive(1, gone.signal);
  await leave(0);
  expect(started).toEqual([...numbers(0, FEWEST), FEWEST + 1]);
});

test('to leave twice makes room once', async () => {
  const { arrive, leave, pass, started } = useRequests(1);
  await arrive(FEWEST);
  await pass(50);
  await arrive(5);
  await leave(0, 0, 0);
  expect(started).toHaveLength(FEWEST + 1);
});

test('nothing is watched, and nothing limited, when there is nothing to do', async () => {
  const { arrive, leave, pass, started } = useRequests(1);
  await arrive(FEWEST);
  await pass(50);
  await leave(...numbers(0, FEWEST));
  await pass(1);
  expect(vi.getTimerCount()).toBe(0);
  await arrive(30);
  expect(started).toHaveLength(FEWEST + 30);
});

test('the thread tells how busy it is', async () => {
  vi.useRealTimers();
  const admission = createAdmission();
  const signal = new AbortController().signal;
  const leaves = await Promise.all(numbers(0, 100).map(() => admission.enter(signal)));
  const end = performance.now() + 40 * INTERVAL_MS;
  while (performance.now() < end) {
    const until = performance.now() + INTERVAL_MS;
    while (performance.now() < until);
    await new Promise((resolve) => setImmediate(resolve));
  }
  // Seen busy, it has a limit; left alone, none.
  const entering = admission.enter(signal);
  expect(await Promise.race([entering, Promise.resolve('waits')])).toBe('waits');
  leaves.push(await entering);
  for (const leave of leaves) leave();
});
