import { fileURLToPath } from 'node:url';
import type { ContractFilter, SchemaChange } from '@causeway/schema-kit';
import { DomainError } from '@causeway/subgraph-kit';
import { Piscina } from 'piscina';
import type {
  CheckTask,
  ComposedSubgraph,
  Composition,
  SchemaFindings,
  SchemaPair,
} from './compose-worker.ts';

const ENTRY = fileURLToPath(new URL('./compose-worker.ts', import.meta.url));
const DEADLINE_MS = 60_000;
/** The second thread goes when it has had nothing to do for this long, and with it some 100 MB. */
const IDLE_MS = 60_000;
const MOST_WAITING = 100;
const MOST_MEMORY_MB = 1_024;

/**
 * Works on schemas in threads of their own; the event loop goes on. Each method throws SERVICE_UNAVAILABLE when
 * too many wait, or it takes longer than a minute.
 */
export interface Composer {
  compose(subgraphs: readonly ComposedSubgraph[]): Promise<Composition>;
  /** What changes for clients from one schema to the other. */
  compare(pair: SchemaPair): Promise<readonly SchemaChange[]>;
  cut(supergraphSdl: string, filter: ContractFilter): Promise<Composition>;
  /** What a subgraph's schema would do, and how it is written. */
  check(task: CheckTask): Promise<SchemaFindings>;
  close(): Promise<void>;
}

export function createComposer(): Composer {
  const pool = new Piscina({
    filename: ENTRY,
    // One is there from the start, and stays: starting takes a second, and the composer runs three times
    // faster once V8 has optimised it.
    minThreads: 1,
    maxThreads: 2,
    idleTimeout: IDLE_MS,
    maxQueue: MOST_WAITING,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    execArgv: [],
  });

  async function run<R>(name: 'compose' | 'compare' | 'cut' | 'check', task: unknown): Promise<R> {
    try {
      return await pool.run(task, { name, signal: AbortSignal.timeout(DEADLINE_MS) });
    } catch (cause) {
      throw isOverload(cause) ? tooMuch(cause) : cause;
    }
  }

  return {
    compose: (subgraphs) => run('compose', subgraphs),
    compare: (pair) => run('compare', pair),
    cut: (supergraphSdl, filter) => run('cut', { supergraphSdl, filter }),
    check: (task) => run('check', task),
    close: () => pool.destroy(),
  };
}

/** What ends work that is not at fault itself. */
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
    'The schemas could not be worked on: too many wait for it, or it takes too long.',
    { cause },
  );
}
