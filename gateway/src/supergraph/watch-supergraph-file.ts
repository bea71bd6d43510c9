import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SupergraphManager } from '@apollo/gateway';
import type { Logger } from '@causeway/subgraph-kit/service';
import { SupergraphError } from './supergraph-error.ts';

/** Polling by path sees writes in place, renames and swapped symbolic links alike, on every file system. */
const POLL_MS = 250;
/** A file that is still being written differs a moment later. */
const SETTLE_MS = 50;

/**
 * Loads the supergraph from a file and again whenever the file changes. A file that is gone, half
 * written or no valid supergraph is reported, and the running one kept. The first load rejects with
 * SupergraphError.
 */
export function watchSupergraphFile(path: string, logger: Logger): SupergraphManager {
  return {
    async initialize({ update }) {
      const reload = (text: string) => {
        try {
          update(text);
          logger.info({ path }, 'supergraph reloaded');
        } catch (error) {
          refuse(logger, path, error);
        }
      };
      const running = await readText(path);
      const watch = watchText({ path, text: running, onChange: reload, logger });
      return { supergraphSdl: running, cleanup: async () => watch.stop() };
    },
  };
}

/** Calls `onChange` with each text that the file settles on and did not have before. */
function watchText(options: {
  path: string;
  text: string;
  onChange: (text: string) => void;
  logger: Logger;
}): { stop(): void } {
  const { path, onChange, logger } = options;
  let { text: known } = options;
  let isStopped = false;
  const look = async () => {
    try {
      const found = await readSettled(path);
      if (found === known || isStopped) return;
      known = found;
      onChange(found);
    } catch (error) {
      if (!isStopped) refuse(logger, path, error);
    }
  };
  // One look at a time, so that an older text never comes after a newer one.
  let looking = Promise.resolve();
  const lookNext = () => {
    looking = looking.then(look);
  };
  watchFile(path, { interval: POLL_MS, persistent: false }, lookNext);
  // What changed since the first reading and before the watch knew the file would go unseen.
  const first = setTimeout(lookNext, POLL_MS).unref();
  return {
    stop() {
      isStopped = true;
      clearTimeout(first);
      unwatchFile(path, lookNext);
    },
  };
}

async function readSettled(path: string): Promise<string> {
  let last = await readText(path);
  for (;;) {
    await sleep(SETTLE_MS);
    const now = await readText(path);
    if (now === last) return now;
    last = now;
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new SupergraphError(`the file cannot be read (${code})`, { cause });
  }
}

function refuse(logger: Logger, path: string, error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  logger.error({ path, reason }, 'supergraph refused; the running one stays');
}
