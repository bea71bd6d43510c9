import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Polling by path sees writes in place, renames and swapped symbolic links alike, on every file system. */
const POLL_MS = 250;
/** A file that is still being written differs a moment later. */
const SETTLE_MS = 50;

/** The file is not there, or may not be read. */
export class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError';
}

/** Reads a file whole. Rejects with UnreadableFileError. */
export async function readTextFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new UnreadableFileError(`the file cannot be read (${code})`, { cause });
  }
}

/**
 * Calls `onChange` with each text that the file settles on and did not have before; `text` is what it had at
 * first. `onError` is told when it cannot be read, and of what `onChange` throws.
 */
export function watchTextFile(options: {
  path: string;
  text: string;
  onChange: (text: string) => void | Promise<void>;
  onError: (error: unknown) => void;
}): { stop(): void } {
  const { path, onChange, onError } = options;
  let { text: known } = options;
  let isStopped = false;
  const look = async () => {
    try {
      const found = await readSettled(path);
      if (found === known || isStopped) return;
      known = found;
      await onChange(found);
    } catch (error) {
      if (!isStopped) onError(error);
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
  let last = await readTextFile(path);
  for (;;) {
    await sleep(SETTLE_MS);
    const now = await readTextFile(path);
    if (now === last) return now;
    last = now;
  }
}
