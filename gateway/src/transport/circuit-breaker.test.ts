import { beforeEach, describe, expect, test } from 'vitest';
import { CIRCUIT_BREAKER_DEFAULTS } from '../config/circuit-breaker-settings.ts';
import { type CircuitBreaker, createCircuitBreaker, type Verdict } from './circuit-breaker.ts';

const settings = { ...CIRCUIT_BREAKER_DEFAULTS, minRequests: 4, openMs: 1_000, probes: 2 };

let breaker: CircuitBreaker;
let changes: string[];
let nowMs: number;
beforeEach(() => {
  changes = [];
  nowMs = 100_000;
  breaker = createCircuitBreaker(settings, (state) => changes.push(state));
});

const enter = () => breaker.enter(nowMs);
const leave = (ticket: number | null, verdict: Verdict) =>
  breaker.leave(ticket as number, verdict, nowMs);
const request = (...verdicts: Verdict[]) => {
  for (const verdict of verdicts) leave(enter(), verdict);
};
const open = () => request('bad', 'bad', 'bad', 'bad');

describe('a closed circuit', () => {
  test('lets all pass, and opens when half of the requests fail', () => {
    request('good', 'good', 'bad');
    expect(enter()).not.toBeNull();
    request('bad');
    expect(changes).toEqual(['open']);
    expect(enter()).toBeNull();
  });

  test('stays closed while there are few requests, or few of them fail', () => {
    request('bad', 'bad', 'bad', 'good');
    expect(changes).toEqual([]);
    request('good', 'good', 'good', 'good', 'bad', 'good', 'good', 'bad');
    expect(changes).toEqual([]);
  });

  test('does not count what was given up', () => {
    request(...Array.from({ length: 100 }, (): Verdict => 'neither'), 'bad', 'bad', 'bad');
    expect(changes).toEqual([]);
  });

  test('forgets failures after its window', () => {
    request('bad', 'bad', 'bad');
    nowMs += settings.windowMs;
    request('bad');
    expect(changes).toEqual([]);
  });
});

describe('an open circuit', () => {
  test('lets nothing pass for its time, and then as many as it tries at once', () => {
    open();
    nowMs += 999;
    expect(enter()).toBeNull();
    nowMs += 1;
    expect([enter(), enter(), enter()]).toEqual([2, 2, null]);
    expect(changes).toEqual(['open', 'half-open']);
  });

  test('does not count what was under way when it opened', () => {
    const [early, late] = [enter(), enter()];
    open();
    leave(early, 'good');
    nowMs += 1_000;
    const probe = enter();
    leave(late, 'bad');
    expect(changes).toEqual(['open', 'half-open']);
    leave(probe, 'good');
    request('good');
    expect(changes).toEqual(['open', 'half-open', 'closed']);
  });
});

describe('a half-open circuit', () => {
  beforeEach(() => {
    open();
    nowMs += 1_000;
    changes.length = 0;
  });

  test('closes when all that it tries are answered, and has forgotten what was before', () => {
    request('good', 'good');
    expect(changes).toEqual(['half-open', 'closed']);
    request('bad', 'bad', 'bad');
    expect(enter()).not.toBeNull();
  });

  test('opens again when one fails, for as long', () => {
    request('good', 'bad');
    expect(changes).toEqual(['half-open', 'open']);
    nowMs += 999;
    expect(enter()).toBeNull();
    nowMs += 1;
    expect(enter()).not.toBeNull();
  });

  test('tries another in place of one that was given up', () => {
    const given = [enter(), enter()];
    for (const ticket of given) leave(ticket, 'neither');
    request('good', 'neither', 'good');
    expect(changes).toEqual(['half-open', 'closed']);
  });
});

test('one that is off lets all pass', () => {
  breaker = createCircuitBreaker({ ...settings, enabled: false }, (state) => changes.push(state));
  open();
  expect(enter()).not.toBeNull();
  expect(changes).toEqual([]);
});
