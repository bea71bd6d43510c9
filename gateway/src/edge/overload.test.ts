import { expect, test } from 'vitest';
import { createOverload } from './overload.ts';

function useClock() {
  let nowMs = 0;
  const overload = createOverload(
    { maxWaitMs: 1_500, maxQueued: 100, unreadyAfterMs: 4_000 },
    () => nowMs,
  );
  return {
    overload,
    pass: (ms: number) => {
      nowMs += ms;
    },
    /** Refuses two a second for so long. */
    refuse(forMs: number) {
      for (let passed = 0; passed < forMs; passed += 500) {
        overload.noteRefusal();
        nowMs += 500;
      }
      overload.noteRefusal();
    },
  };
}

test('it is lasting once requests have been refused for long, and over after as long without', () => {
  const { overload, pass, refuse } = useClock();
  refuse(3_500);
  expect(overload.isLasting()).toBe(false);
  refuse(500);
  expect(overload.isLasting()).toBe(true);
  pass(3_900);
  expect(overload.isLasting()).toBe(true);
  pass(200);
  expect(overload.isLasting()).toBe(false);
});

test('single refusals are no overload that lasts', () => {
  const { overload, pass } = useClock();
  for (let count = 0; count < 20; count += 1) {
    overload.noteRefusal();
    pass(1_100);
    expect(overload.isLasting()).toBe(false);
  }
});

test('a pace is believed after a while, and forgotten when nobody waits', () => {
  const { overload, pass } = useClock();
  const answerTen = () => {
    pass(100);
    overload.measure(50, 10);
  };
  for (let count = 0; count < 4; count += 1) answerTen();
  expect(overload.isTooLong(99)).toBe(false);
  // A hundred in a second: 160 would wait for 1.6 s, but there may not be as many.
  answerTen();
  expect([overload.isTooLong(99), overload.isTooLong(100)]).toEqual([false, true]);
  for (let count = 0; count < 5; count += 1) {
    pass(100);
    overload.measure(50, 1);
  }
  // Ten in a second.
  expect([overload.isTooLong(15), overload.isTooLong(16)]).toEqual([false, true]);
  overload.measure(0, 1);
  expect(overload.isTooLong(99)).toBe(false);
});

test('when nothing at all is answered, the pace is taken to be one', () => {
  const { overload, pass } = useClock();
  pass(500);
  overload.measure(10, 0);
  expect([overload.isTooLong(3), overload.isTooLong(4)]).toEqual([false, true]);
});

test('clients are told to come back in whole seconds', () => {
  expect(useClock().overload.retryAfterSeconds).toBe(2);
});
