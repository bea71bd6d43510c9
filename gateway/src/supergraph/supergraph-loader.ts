import { setImmediate as nextTurn } from 'node:timers/promises';
import { validateSchema } from 'graphql';
import { type LoadedSupergraph, loadSupergraph, schemaOf } from './load-supergraph.ts';
import { readInThread } from './read-in-thread.ts';

/** Loads supergraphs, and lets requests go on meanwhile where there are any. */
export interface SupergraphLoader {
  /** Does what takes long beforehand, so that `load` has it done. Rejects with SupergraphError. */
  prepare(sdl: string): Promise<void>;
  /** Loads a supergraph at once, prepared or not. Throws SupergraphError. */
  load(sdl: string): LoadedSupergraph;
}

/** `isAlone` tells that there are no requests yet: then no thread is waited for, which takes longer to begin. */
export function createSupergraphLoader({
  isAlone = () => false,
}: {
  isAlone?: () => boolean;
} = {}): SupergraphLoader {
  let prepared: LoadedSupergraph | null = null;
  return {
    async prepare(sdl) {
      prepared = isAlone() ? loadSupergraph(sdl) : await loadInTurns(sdl);
    },
    load(sdl) {
      const known = prepared;
      prepared = null;
      return known?.sdl === sdl ? known : loadSupergraph(sdl);
    },
  };
}

/** Reads elsewhere; what has to be made here is made in steps, and requests come between them. */
async function loadInTurns(sdl: string): Promise<LoadedSupergraph> {
  const { apiSdl, fullSdl, ...reading } = await readInThread(sdl);
  const apiSchema = schemaOf(apiSdl);
  await nextTurn();
  // The schema remembers that it is valid, which Apollo Server asks it.
  validateSchema(apiSchema);
  await nextTurn();
  const fullSchema = schemaOf(fullSdl);
  await nextTurn();
  return { ...reading, apiSchema, fullSchema };
}
