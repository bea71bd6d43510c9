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
  work: () => Promise<void>;
  logger: Logger;
}): RepeatedWork {
  const { name, intervalMs, work, logger } = options;
  let isStopped = false;
  let underWay = Promise.resolve();
  let timer = schedule();

  function schedule(): NodeJS.Timeout {
    return setTimeout(() => {
      underWay = turn();
    }, intervalMs).unref();
  }

  async function turn(): Promise<void> {
    try {
      await work();
    } catch (error) {
      logger.error({ err: error }, `${name} failed`);
    }
    if (!isStopped) timer = schedule();
  }

  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}
