import { performance } from 'node:perf_hooks';
import { cancelled } from '../errors/cancelled.ts';

/** How often the limit is thought over. */
export const INTERVAL_MS = 20;
/** So many requests are always worked on at once: while some wait for subgraphs, others have work to do. */
export const FEWEST = 4;
/** A thread that is busy for a larger part of its time gains nothing from more requests at once. */
const SATURATED = 0.98;
/** One that is busy for a smaller part waits for subgraphs now and then, and could do more. */
const WAITING = 0.9;
/** One that is busy for less than this could do twice as much. */
const AT_EASE = 0.5;

/** Decides how many requests are worked on at once; the others wait in the order of their arrival. */
export interface Admission {
  /**
   * Resolves when there is room for a request, to what is to be called when it has been answered. Rejects
   * with REQUEST_CANCELLED when it is aborted before.
   */
  enter(signal: AbortSignal): Promise<() => void>;
}

/**
 * As many requests at once as keep the thread busy, and no more. All that is answered on one thread takes its
 * time from one another: fifty at once come no sooner than four, but what is known of fifty must be kept,
 * and copied by the garbage collector. `utilization` tells which part of the time since it was last asked
 * the thread was busy, from 0 to 1.
 *
 * PERF: saves a fifth of the CPU, and memory, under more requests than can be answered; `npm run bench`,
 * federated.
 */
export function createAdmission(utilization = createUtilization()): Admission {
  const waiting: (() => void)[] = [];
  let running = 0;
  let limit = Number.POSITIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  return {
    async enter(signal) {
      if (timer === undefined) watch();
      if (running < limit) running += 1;
      else await turn(signal);
      return once(() => {
        running -= 1;
        admit();
      });
    },
  };

  /** Resolves when the request has been let in, and counted. */
  function turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const start = () => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = () => {
        const at = waiting.indexOf(start);
        if (at >= 0) waiting.splice(at, 1);
        reject(cancelled());
      };
      if (signal.aborted) return giveUp();
      signal.addEventListener('abort', giveUp, { once: true });
      waiting.push(start);
    });
  }

  function admit(): void {
    while (running < limit && waiting.length > 0) {
      running += 1;
      waiting.shift()?.();
    }
  }

  function watch(): void {
    utilization();
    timer = setInterval(adjust, INTERVAL_MS);
    timer.unref();
  }

  function adjust(): void {
    const busy = utilization();
    if (busy > SATURATED) limit = Math.max(FEWEST, Math.floor(Math.min(limit, running) * 0.8));
    else if (busy < AT_EASE) limit *= 2;
    else if (busy < WAITING) limit += Math.ceil(limit / 4);
    admit();
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

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    work();
  };
}
