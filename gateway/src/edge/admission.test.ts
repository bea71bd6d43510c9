import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAdmission, FEWEST, INTERVAL_MS, SHORTEST_MS } from './admission.ts';
import { createOverload, type OverloadLimits } from './overload.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const PATIENT: OverloadLimits = { maxWaitMs: 60_000, maxQueued: 1_000, unreadyAfterMs: 'off' };

/** Requests that arrive one after the other, on a thread that is as busy as is said. */
function useRequests(busy: number, limits: Partial<OverloadLimits> = {}) {
  const overload = createOverload({ ...PATIENT, ...limits });
  const thread = { busy };
  const admission = createAdmission({ overload, utilization: () => thread.busy });
  const started: number[] = [];
  const refused: number[] = [];
  let arrived = 0;
  return {
    thread,
    started,
    refused,
    isFull: admission.isFull,
    arrive(count: number) {
      for (let index = 0; index < count; index += 1) {
        const number = arrived++;
        admission.enter((isAdmitted) => (isAdmitted ? started : refused).push(number));
      }
    },
    leave(count: number) {
      for (let index = 0; index < count; index += 1) admission.leave();
    },
    pass: (intervals: number) => vi.advanceTimersByTime(intervals * INTERVAL_MS),
  };
}

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => from + index);

test('any number of requests is worked on while the thread waits for others', () => {
  const { arrive, pass, started } = useRequests(0.6);
  arrive(50);
  pass(10);
  arrive(50);
  expect(started).toEqual(numbers(0, 100));
});

test('on a busy thread as few as keep it busy are worked on at once, the others in their order', () => {
  const { arrive, leave, pass, started } = useRequests(1);
  arrive(20);
  pass(50);
  arrive(10);
  expect(started).toEqual(numbers(0, 20));
  leave(20 - FEWEST);
  expect(started).toEqual(numbers(0, 20));
  leave(FEWEST);
  expect(started).toEqual(numbers(0, 20 + FEWEST));
  leave(1);
  expect(started).toEqual(numbers(0, 20 + FEWEST + 1));
});

test('as many as are answered in a few milliseconds are worked on at once', () => {
  const { arrive, leave, pass, started } = useRequests(1);
  const answered = 100;
  arrive(answered + 10);
  leave(answered);
  pass(1);
  arrive(200);
  const most = (answered * SHORTEST_MS) / INTERVAL_MS;
  expect(started).toHaveLength(answered + most);
});

test('a thread that has too little to do lets in more', () => {
  const { arrive, pass, started, thread } = useRequests(1);
  arrive(FEWEST);
  pass(50);
  arrive(20);
  expect(started).toHaveLength(FEWEST);
  thread.busy = 0.8;
  pass(1);
  expect(started).toEqual(numbers(0, FEWEST + 1));
  thread.busy = 0.95;
  pass(5);
  expect(started).toHaveLength(FEWEST + 1);
  thread.busy = 0.1;
  pass(1);
  expect(started).toEqual(numbers(0, 2 * (FEWEST + 1)));
  pass(2);
  expect(started).toEqual(numbers(0, FEWEST + 20));
});

test('those that wait for a subgraph that hangs take no turns from others', () => {
  const { arrive, leave, pass, started, thread } = useRequests(0.1);
  const hanging = 200;
  arrive(hanging);
  pass(1);
  thread.busy = 1;
  for (let turn = 0; turn < 40; turn += 1) {
    arrive(1);
    pass(1);
    expect(started).toHaveLength(hanging + turn + 1);
    leave(1);
  }
  arrive(20);
  expect(started).toHaveLength(hanging + 40 + FEWEST);
  // Nobody knows for ever that it is still those who wait.
  pass(20);
  leave(1);
  expect(started).toHaveLength(hanging + 40 + FEWEST);
});

test('nothing is watched, and nothing limited, when there is nothing to do', () => {
  const { arrive, leave, pass, started } = useRequests(1);
  arrive(FEWEST);
  pass(50);
  leave(FEWEST);
  pass(1);
  expect(vi.getTimerCount()).toBe(0);
  arrive(30);
  expect(started).toHaveLength(FEWEST + 30);
});

test('no more wait than may', () => {
  const { arrive, isFull, pass, started, refused } = useRequests(1, { maxQueued: 3 });
  arrive(FEWEST);
  pass(50);
  arrive(3);
  expect(isFull()).toBe(true);
  arrive(2);
  expect([started.length, refused]).toEqual([FEWEST, [FEWEST + 3, FEWEST + 4]]);
});

test('whoever has waited for too long is refused, and who came later has a turn', () => {
  const { arrive, leave, pass, started, refused } = useRequests(1, { maxWaitMs: 1_000 });
  arrive(FEWEST);
  pass(50);
  arrive(2);
  pass(40);
  arrive(1);
  pass(15);
  expect(refused).toEqual([FEWEST, FEWEST + 1]);
  leave(1);
  expect(started).toEqual([...numbers(0, FEWEST), FEWEST + 2]);
});

test('whoever would wait for too long at the pace of the answers is refused at once', () => {
  const { arrive, isFull, leave, pass, refused } = useRequests(1, { maxWaitMs: 1_000 });
  arrive(FEWEST);
  pass(50);
  arrive(6);
  // Ten answers in a second, each of which makes room for the next.
  for (let turn = 0; turn < 10; turn += 1) {
    pass(5);
    leave(1);
    arrive(1);
  }
  expect([isFull(), refused]).toEqual([false, []]);
  arrive(5);
  expect(isFull()).toBe(true);
  arrive(3);
  expect(refused).toHaveLength(3);
  leave(4);
  expect(isFull()).toBe(false);
});

test('the thread tells how busy it is', async () => {
  vi.useRealTimers();
  const admission = createAdmission({ overload: createOverload(PATIENT) });
  let started = 0;
  const start = () => {
    started += 1;
  };
  for (let count = 0; count < 100; count += 1) admission.enter(start);
  const end = performance.now() + 40 * INTERVAL_MS;
  while (performance.now() < end) {
    const busy = performance.now() + INTERVAL_MS;
    while (performance.now() < busy);
    await new Promise(setImmediate);
  }
  admission.enter(start);
  expect(started).toBe(100);
  for (let count = 0; count < 100; count += 1) admission.leave();
  expect(started).toBe(101);
});
