import type { Overload } from './overload.ts';

/** How often the limit is thought over. */
export const INTERVAL_MS = 20;
/** So many requests are always worked on at once: while some wait for subgraphs, others have work to do. */
export const FEWEST = 4;
/**
 * Nor are there fewer than are answered in this time: each turn of the event loop has its price, which
 * those that are ready share.
 */
export const SHORTEST_MS = 8;
/** A thread that is busy for a larger part of its time gains nothing from more requests at once. */
const SATURATED = 0.98;
/** One that is busy for a smaller part waits for subgraphs now and then, and could do more. */
const WAITING = 0.9;
/** One that is busy for less than this could do twice as much. */
const AT_EASE = 0.5;
/** How long those that waited are believed to wait still: others may have taken their places. */
const BELIEVED_INTERVALS = 50;

/** Decides how many requests are worked on at once; the others wait in the order of their arrival. */
export interface Admission {
  /** Whether a request that came now would be refused: asked before anything is done for it. */
  isFull(): boolean;
  /**
   * Calls `start` with true when there is room for a request, at once or when others have left; and with
   * false when it is refused, since it would wait or has waited for too long.
   */
  enter(start: Start): void;
  /** Tells that a request which was let in has been answered. */
  leave(): void;
}

type Start = (isAdmitted: boolean) => void;

interface Waiting {
  readonly start: Start;
  readonly sinceMs: number;
}

/**
 * As many requests at once as keep the thread busy, and no more. All that is answered on one thread takes its
 * time from one another: fifty at once come no sooner than four, but what is known of fifty must be kept,
 * and copied by the garbage collector, whenever they happen to be equally far. `utilization` tells which
 * part of the time since it was last asked the thread was busy, from 0 to 1; `overload` how long is too
 * long to wait, and `onQueue` is told how many do.
 *
 * PERF: a sixth of the CPU and a third of the memory, with more requests than can be answered;
 * `npm run bench`, federated.
 */
export function createAdmission(options: {
  overload: Overload;
  onQueue?: (queued: number) => void;
  utilization?: () => number;
}): Admission {
  const { overload, onQueue = () => undefined, utilization = createUtilization() } = options;
  const waiting: Waiting[] = [];
  let running = 0;
  /** Of these, so many were under way when the thread had little to do: they wait, and take no turns. */
  let parked = 0;
  let sinceEase = 0;
  let answered = 0;
  let limit = Number.POSITIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  return {
    isFull: () => waiting.length > 0 && overload.isTooLong(waiting.length),
    enter(start) {
      if (timer === undefined) watch();
      if (waiting.length === 0 && running < limit) admit(start);
      else if (overload.isTooLong(waiting.length)) start(false);
      else waiting.push({ start, sinceMs: performance.now() });
    },
    leave() {
      running -= 1;
      answered += 1;
      admitWaiting();
    },
  };

  function admit(start: Start): void {
    running += 1;
    start(true);
  }

  function admitWaiting(): void {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      const isStale = overload.hasWaitedTooLong(next.sinceMs);
      if (!isStale && running >= limit) return;
      waiting.shift();
      // Whoever has waited for so long has asked again, or given up.
      if (isStale) next.start(false);
      else admit(next.start);
    }
  }

  function watch(): void {
    utilization();
    timer = setInterval(adjust, INTERVAL_MS);
    timer.unref();
  }

  function adjust(): void {
    const busy = utilization();
    const fewest = Math.max(FEWEST, Math.ceil((answered * SHORTEST_MS) / INTERVAL_MS));
    overload.measure(waiting.length, answered);
    onQueue(waiting.length);
    answered = 0;
    sinceEase = busy < AT_EASE ? 0 : sinceEase + 1;
    if (sinceEase === 0) parked = running;
    else parked = sinceEase < BELIEVED_INTERVALS ? Math.min(parked, running) : 0;
    const reduced = Math.floor(Math.min(limit, running) * 0.8);
    if (busy > SATURATED) limit = Math.max(parked + fewest, reduced);
    else if (busy < AT_EASE) limit *= 2;
    else if (busy < WAITING) limit += Math.ceil(limit / 4);
    admitWaiting();
    if (running > 0) return;
    clearInterval(timer);
    timer = undefined;
    limit = Number.POSITIVE_INFINITY;
  }
}

function createUtilization(): () => number {
  let last = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    return utilization;
  };
}
