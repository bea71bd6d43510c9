import { DomainError } from '@causeway/subgraph-kit';

export interface ConcurrencyLimit {
  /**
   * Runs `work` when there is room. Throws SERVICE_UNAVAILABLE when too many wait already, and when
   * the caller goes away while waiting.
   */
  run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>;
}

/** Lets `atOnce` pieces of work run and `waiting` more wait in line; refuses the rest. */
export function limitConcurrency(limits: { atOnce: number; waiting: number }): ConcurrencyLimit {
  const line = new Set<() => void>();
  let running = 0;

  async function run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    if (running < limits.atOnce) running++;
    else await standInLine(signal);
    try {
      return await work();
    } finally {
      admitNext();
    }
  }

  /** Resolves when a finished piece of work hands over its place; `running` stays as it is. */
  function standInLine(signal: AbortSignal): Promise<void> {
    if (line.size >= limits.waiting) {
      throw new DomainError('SERVICE_UNAVAILABLE', 'Too many sign-ins at once. Try again shortly.');
    }
    if (signal.aborted) throw callerGone(signal);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const leave = () => {
      line.delete(admit);
      reject(callerGone(signal));
    };
    const admit = () => {
      signal.removeEventListener('abort', leave);
      resolve();
    };
    signal.addEventListener('abort', leave, { once: true });
    line.add(admit);
    return promise;
  }

  function admitNext(): void {
    const [next] = line;
    if (next === undefined) {
      running--;
      return;
    }
    line.delete(next);
    next();
  }

  return { run };
}

/** Nobody reads the answer; but it is no fault of ours, and must not be logged as one. */
function callerGone(signal: AbortSignal): DomainError {
  return new DomainError('SERVICE_UNAVAILABLE', 'The caller went away.', { cause: signal.reason });
}
