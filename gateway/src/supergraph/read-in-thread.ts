import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { SupergraphReading } from './load-supergraph.ts';
import type { ReadingReply } from './read-supergraph-worker.ts';
import { SupergraphError } from './supergraph-error.ts';

const ENTRY = new URL('./read-supergraph-worker.ts', import.meta.url);
const DEADLINE_MS = 120_000;

/**
 * Reads a supergraph in a thread of its own, which ends with it. Rejects with SupergraphError when it is not a
 * valid one, or the thread breaks down.
 */
export async function readInThread(sdl: string): Promise<SupergraphReading> {
  const worker = new Worker(ENTRY, { name: 'supergraph', workerData: sdl, execArgv: [] });
  try {
    const reply = await replyOf(worker);
    if (reply.kind === 'failed') throw new SupergraphError(reply.reason);
    return reply.reading;
  } finally {
    await worker.terminate();
  }
}

async function replyOf(worker: Worker): Promise<ReadingReply> {
  try {
    const [reply] = await once(worker, 'message', { signal: AbortSignal.timeout(DEADLINE_MS) });
    return reply;
  } catch (cause) {
    throw new SupergraphError('it could not be read in time, or reading it broke down', { cause });
  }
}
