import type { CircuitBreakerSettings } from '../config/circuit-breaker-settings.ts';
import { SlidingCounts } from './sliding-counts.ts';

export type CircuitState = 'closed' | 'open' | 'half-open';

/** What a request tells of its subgraph: `neither` if it was given up, or never sent. */
export type Verdict = 'good' | 'bad' | 'neither';

/** Keeps requests from a subgraph that fails to answer. Times are those of performance.now(). */
export interface CircuitBreaker {
  /** The ticket of a request that may be sent, to be given back by `leave`; null if it must not be. */
  enter(nowMs: number): number | null;
  leave(ticket: number, verdict: Verdict, nowMs: number): void;
}

/**
 * Closed: requests pass, and their failures are counted. When these are too large a part, it is open:
 * nothing passes for a while. Then it is half open: a few requests pass, to try; one that fails opens it
 * again, and when all are answered it is closed. `onChange` is told of each new state.
 *
 * What a request tells counts only in the state that it was let through in: those that were under way when
 * it opened know nothing of what came since. There is no timer: an open circuit is half open as soon as a
 * request comes after its time.
 */
export function createCircuitBreaker(
  { enabled, errorPercent, windowMs, minRequests, openMs, probes }: CircuitBreakerSettings,
  onChange: (state: CircuitState) => void,
): CircuitBreaker {
  if (!enabled) return { enter: () => 0, leave: () => undefined };
  let state: CircuitState = 'closed';
  /** The current state's number. */
  let epoch = 0;
  let counts = new SlidingCounts(windowMs);
  let openUntilMs = 0;
  let probing = 0;
  let answered = 0;

  function change(next: CircuitState): void {
    state = next;
    epoch += 1;
    probing = 0;
    answered = 0;
    counts = new SlidingCounts(windowMs);
    onChange(next);
  }

  function open(nowMs: number): void {
    openUntilMs = nowMs + openMs;
    change('open');
  }

  function countClosed(verdict: 'good' | 'bad', nowMs: number): void {
    counts.add(nowMs, { all: 1, marked: verdict === 'bad' ? 1 : 0 });
    if (verdict === 'good' || counts.all < minRequests) return;
    if (counts.marked * 100 >= counts.all * errorPercent) open(nowMs);
  }

  function countProbe(verdict: Verdict, nowMs: number): void {
    probing -= 1;
    if (verdict === 'bad') open(nowMs);
    else if (verdict === 'good') {
      answered += 1;
      if (answered >= probes) change('closed');
    }
  }

  return {
    enter(nowMs) {
      if (state === 'closed') return epoch;
      if (state === 'open') {
        if (nowMs < openUntilMs) return null;
        change('half-open');
      }
      if (probing + answered >= probes) return null;
      probing += 1;
      return epoch;
    },
    leave(ticket, verdict, nowMs) {
      if (ticket !== epoch) return;
      if (state === 'half-open') countProbe(verdict, nowMs);
      else if (verdict !== 'neither') countClosed(verdict, nowMs);
    },
  };
}
