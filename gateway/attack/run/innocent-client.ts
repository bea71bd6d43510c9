import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** How innocent requests fared since they were last counted. */
export interface InnocentWait {
  readonly requests: number;
  readonly worstMs: number;
  /** What was wrong with answers: the first few. */
  readonly faults: readonly string[];
}

export interface InnocentWork {
  readonly href: string;
  readonly request: Uint8Array;
  /** How it is answered when all is well. */
  readonly body: string;
  /** After so long a request is given up. */
  readonly patienceMs: number;
}

export interface InnocentClient {
  /** Counts from now on. */
  reset(): Promise<void>;
  /** The count, after one request more. */
  read(): Promise<InnocentWait>;
  stop(): Promise<void>;
}

/** Asks something simple every 20 ms, on a connection and a thread of its own, until it is stopped. */
export function startInnocentClient(work: InnocentWork): InnocentClient {
  const worker = new Worker(new URL('./innocent-worker.ts', import.meta.url), { workerData: work });
  const ask = async (message: 'reset' | 'read') => {
    worker.postMessage(message);
    const [answer] = await once(worker, 'message');
    return answer;
  };
  return {
    reset: () => ask('reset'),
    read: () => ask('read'),
    stop: async () => {
      await worker.terminate();
    },
  };
}
