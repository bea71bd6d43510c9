import type { Logger } from '../logging/create-logger.ts';

export interface RepeatedWork {
  /** Ends the repetition and waits for work under way. */
  stop(): Promise<void>;
}

/**
 * Does `work` again and again, `intervalMs` after it ended. A failure is logged and survived: the
 * next turn may succeed.
 */
export function repeatEvery(options: {
  name: string;
  intervalMs: number;
  /** `signal` is aborted when it is to stop: work that takes long ends early then. */
  work: (signal: AbortSignal) => Promise<void>;
  logger: Logger;
}): RepeatedWork {
  const { name, intervalMs, work, logger } = options;
  const stopped = new AbortController();
  let underWay = Promise.resolve();
  let timer = schedule();

  function schedule(): NodeJS.Timeout {
    return setTimeout(() => {
      underWay = turn();
    }, intervalMs).unref();
  }

  async function turn(): Promise<void> {
    try {
      await work(stopped.signal);
    } catch (error) {
      logger.error({ err: error }, `${name} failed`);
    }
    if (!stopped.signal.aborted) timer = schedule();
  }

  return {
    async stop() {
      stopped.abort();
      clearTimeout(timer);
      await underWay;
    },
  };
}
