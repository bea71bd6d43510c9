import { setTimeout as sleep } from 'node:timers/promises';
import { type LoadFigures, type LoadOptions, startLoad } from './start-load.ts';

/** Loads a gateway for a while: each connection sends its next request as soon as the last was answered. */
export async function generateLoad(
  options: LoadOptions & {
    readonly durationMs: number;
    /** How long answers are awaited once no more requests are sent. */
    readonly drainMs: number;
  },
): Promise<LoadFigures> {
  const load = startLoad(options);
  await sleep(options.durationMs);
  return load.stop(options.drainMs);
}
