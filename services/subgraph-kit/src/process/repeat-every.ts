import type { Logger } from '../logging/create-logger.ts';

export interface RepeatedWork {
  /** Ends the repetition and waits for work under way. */
  stop(): Promise<void>;
}

/**
 * Does `work` again and again, `intervalMs` after it ended. A failure is logged and survived: the
 * next turn may succeed. The signal tells work that takes long that it is to stop.
 */
export function repeatEvery(options: {
  name: string;
  intervalMs: number;
  work: (signal: AbortSignal) => Promise<void>;
  logger: Logger;
}): RepeatedWork {
  const { name, intervalMs, work, logger } = options;
  const stopping = new AbortController();
  let underWay = Promise.resolve();
  let timer = schedule();

  function schedule(): NodeJS.Timeout {
    return setTimeout(() => {
      underWay = turn();
    }, intervalMs).unref();
  }

  async function turn(): Promise<void> {
    try {
      await work(stopping.signal);
    } catch (error) {
      logger.error({ err: error }, `${name} failed`);
    }
    if (!stopping.signal.aborted) timer = schedule();
  }

  return {
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await underWay;
    },
  };
}
