import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SupergraphManager } from '@apollo/gateway';
import type { Logger } from '@causeway/subgraph-kit';

/** Polling by path sees writes in place, renames and swapped symbolic links alike, on every file system. */
const POLL_MS = 250;
/** A file that is still being written differs a moment later. */
const SETTLE_MS = 50;

/**
 * Loads the supergraph from a file and again whenever the file changes. A file that is gone, half
 * written or no valid supergraph is reported, and the running one kept. The first load throws.
 */
export function watchSupergraphFile(path: string, logger: Logger): SupergraphManager {
  return {
    async initialize({ update }) {
      let running = await readFile(path, 'utf8');
      const reload = async () => {
        try {
          const read = await readSettled(path);
          if (read === running) return;
          update(read);
          running = read;
          logger.info({ path }, 'supergraph reloaded');
        } catch (error) {
          logger.error(
            { path, reason: reasonOf(error) },
            'supergraph refused; the running one stays',
          );
        }
      };
      const listener = () => void reload();
      watchFile(path, { interval: POLL_MS, persistent: false }, listener);
      return {
        supergraphSdl: running,
        cleanup: async () => unwatchFile(path, listener),
      };
    },
  };
}

async function readSettled(path: string): Promise<string> {
  let last = await readFile(path, 'utf8');
  for (;;) {
    await sleep(SETTLE_MS);
    const now = await readFile(path, 'utf8');
    if (now === last) return now;
    last = now;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
