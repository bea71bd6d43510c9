import { setTimeout as sleep } from 'node:timers/promises';
import { IntrospectionError, type SubgraphInput } from '@causeway/schema-kit';
import { CliError, type Problem } from '../cli-error.ts';
import type { Source } from './subgraph-source.ts';

/** What a source has told last, or why it has told nothing so far. */
export type Told =
  | { readonly kind: 'subgraphs'; readonly subgraphs: readonly SubgraphInput[] }
  | { readonly kind: 'nothing'; readonly problem: Problem };

export interface FollowedSource extends Pick<Source, 'label' | 'name'> {
  told(): Told;
}

interface Following {
  readonly signal: AbortSignal;
  /** Tells people what is worth knowing. */
  say(text: string): void;
  /** Is given what nobody but us can put right; asking has ended then. */
  fail(error: unknown): void;
}

/**
 * Asks a source, and again after each of its pauses until the signal ends that. What it told last stays
 * while it is away, which `say` is told once, as that it is back. A running subgraph may come later; rejects
 * with CliError if it is the registry that does not answer at the start.
 */
export async function followSource(
  source: Source,
  { signal, say, fail }: Following,
): Promise<FollowedSource> {
  const { label, name, pauseMs } = source;
  let told = await readFirst(source);
  let isAway = told.kind === 'nothing';
  if (pauseMs !== null) void askAgain(pauseMs).catch(fail);
  return { label, name, told: () => told };

  async function askAgain(pause: number): Promise<void> {
    while (!signal.aborted) {
      await sleep(pause, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) await look();
    }
  }

  async function look(): Promise<void> {
    try {
      told = { kind: 'subgraphs', subgraphs: await source.read() };
      if (isAway) say(`${label} answers again.`);
      isAway = false;
    } catch (error) {
      if (!isNoAnswer(error)) throw error;
      if (!isAway) say(`${error.message} What it told last stays.`);
      isAway = true;
    }
  }
}

async function readFirst(source: Source): Promise<Told> {
  try {
    return { kind: 'subgraphs', subgraphs: await source.read() };
  } catch (error) {
    if (!(error instanceof IntrospectionError)) throw error;
    const fix = 'start it, or give its schema as a file.';
    const message = `[${source.name}] ${error.message}`;
    const problem = { code: 'SUBGRAPH_AWAY', message, places: [], fix };
    return { kind: 'nothing', problem };
  }
}

function isNoAnswer(error: unknown): error is IntrospectionError | CliError {
  return error instanceof IntrospectionError || error instanceof CliError;
}
