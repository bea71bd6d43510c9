import type { SupergraphManager } from '@apollo/gateway';
import { type Logger, readTextFile, watchTextFile } from '@causeway/subgraph-kit/service';
import { reasonOf } from '../errors/reason-of.ts';
import { SupergraphError } from './supergraph-error.ts';
import type { SupergraphLoader } from './supergraph-loader.ts';

/**
 * Loads the supergraph from a file and again whenever the file changes. A file that is gone, half
 * written or no valid supergraph is reported, and the running one kept. `prepare` is called before an
 * update. The first load rejects with SupergraphError.
 */
export function watchSupergraphFile(
  path: string,
  { logger, prepare }: { logger: Logger; prepare: SupergraphLoader['prepare'] },
): SupergraphManager {
  return {
    async initialize({ update }) {
      const reload = async (text: string) => {
        await prepare(text);
        update(text);
        logger.info({ path }, 'supergraph reloaded');
      };
      const refuse = (error: unknown) => {
        const reason = reasonOf(error);
        logger.error({ path, reason }, 'supergraph refused; the running one stays');
      };
      const running = await readFirst(path);
      const watch = watchTextFile({ path, text: running, onChange: reload, onError: refuse });
      return { supergraphSdl: running, cleanup: async () => watch.stop() };
    },
  };
}

async function readFirst(path: string): Promise<string> {
  try {
    return await readTextFile(path);
  } catch (cause) {
    throw new SupergraphError((cause as Error).message, { cause });
  }
}
