import { fileURLToPath } from 'node:url';
import { DomainError } from '@causeway/subgraph-kit';
import { Piscina } from 'piscina';
import type { ComposedSubgraph, Composition } from './compose-worker.ts';

const ENTRY = fileURLToPath(new URL('./compose-worker.ts', import.meta.url));
const DEADLINE_MS = 60_000;
/** A thread that has nothing to do for this long goes, and with it some 100 MB. */
const IDLE_MS = 60_000;
const MOST_WAITING = 100;
const MOST_MEMORY_MB = 1_024;

export interface Composer {
  /**
   * Composes in a thread of its own; the event loop goes on. Throws SERVICE_UNAVAILABLE when too many wait, or
   * it takes longer than a minute.
   */
  compose(subgraphs: readonly ComposedSubgraph[]): Promise<Composition>;
  close(): Promise<void>;
}

export function createComposer(): Composer {
  const pool = new Piscina<readonly ComposedSubgraph[], Composition>({
    filename: ENTRY,
    minThreads: 0,
    maxThreads: 2,
    idleTimeout: IDLE_MS,
    maxQueue: MOST_WAITING,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    execArgv: [],
  });
  return {
    async compose(subgraphs) {
      try {
        return await pool.run(subgraphs, { signal: AbortSignal.timeout(DEADLINE_MS) });
      } catch (cause) {
        throw isOverload(cause) ? tooMuch(cause) : cause;
      }
    },
    close: () => pool.destroy(),
  };
}

/** What ends a composition that is not at fault itself. */
const OVERLOADS: ReadonlySet<string> = new Set([
  'AbortError',
  'Task queue is at limit',
  'ERR_WORKER_OUT_OF_MEMORY',
]);

function isOverload(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  const { name, message, code } = cause as NodeJS.ErrnoException;
  return [name, message, code ?? ''].some((mark) => OVERLOADS.has(mark));
}

function tooMuch(cause: unknown): DomainError {
  return new DomainError(
    'SERVICE_UNAVAILABLE',
    'The subgraphs could not be composed: too many wait for it, or it takes too long.',
    { cause },
  );
}
