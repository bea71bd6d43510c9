import { readTextFile, UnreadableFileError, watchTextFile } from '@causeway/subgraph-kit/service';
import { reasonOf } from '../../errors/reason-of.ts';
import { ManifestError, parseManifest } from './manifest.ts';
import { createSafelist, type Safelist } from './safelist.ts';

interface Log {
  info(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}

export interface WatchedSafelist {
  /** As the file was when it was last valid. */
  current(): Safelist;
  stop(): void;
}

/**
 * Reads the list of persisted operations from a manifest, and again whenever the file changes. What cannot
 * be read later is reported, and the list that there is kept. The first reading rejects with ManifestError.
 */
export async function watchManifestFile(path: string, logger: Log): Promise<WatchedSafelist> {
  const text = await readFirst(path);
  let safelist = await safelistOf(text);
  const watch = watchTextFile({
    path,
    text,
    async onChange(changed) {
      safelist = await safelistOf(changed);
      logger.info({ path }, 'persisted operations reloaded');
    },
    onError(error) {
      const reason = reasonOf(error);
      logger.error({ path, reason }, 'persisted operations refused; the list as it was stays');
    },
  });
  return { current: () => safelist, stop: watch.stop };
}

async function safelistOf(text: string): Promise<Safelist> {
  return createSafelist(parseManifest(text));
}

async function readFirst(path: string): Promise<string> {
  try {
    return await readTextFile(path);
  } catch (error) {
    if (error instanceof UnreadableFileError) {
      throw new ManifestError([error.message], { cause: error });
    }
    throw error;
  }
}
