import { setTimeout as sleep } from 'node:timers/promises';
import { withClient } from '@causeway/database';
import { stockFaults } from '../verdict/stock-faults.ts';
import type { Shelf } from '../world/stock-shelves.ts';

const EVERY_MS = 200;

/** What was seen of the stock while the run lasted. */
export interface StockWatch {
  readonly samples: number;
  readonly faults: readonly string[];
}

/** Looks at the stock again and again, while PostgreSQL answers, until `signal` is aborted. */
export async function watchStock(
  adminUrl: string,
  shelves: readonly Shelf[],
  signal: AbortSignal,
): Promise<StockWatch> {
  const faults: string[] = [];
  let samples = 0;
  while (!signal.aborted) {
    try {
      faults.push(...(await withClient(adminUrl, (client) => stockFaults(client, shelves))));
      samples += 1;
    } catch {
      // It was killed, and comes back.
    }
    await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  return { samples, faults };
}
