import { parentPort, workerData } from 'node:worker_threads';
import { reasonOf } from '../errors/reason-of.ts';
import { readSupergraph, type SupergraphReading } from './load-supergraph.ts';

// The thread that a supergraph is read in: read-in-thread.ts starts it.

export type ReadingReply =
  | { readonly kind: 'read'; readonly reading: SupergraphReading }
  | { readonly kind: 'failed'; readonly reason: string };

parentPort?.postMessage(read(workerData as string));

function read(sdl: string): ReadingReply {
  try {
    return { kind: 'read', reading: readSupergraph(sdl) };
  } catch (error) {
    return { kind: 'failed', reason: reasonOf(error) };
  }
}
