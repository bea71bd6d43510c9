import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '@causeway/subgraph-kit/service';
import { z } from 'zod';
import { reasonOf } from '../errors/reason-of.ts';
import type { Artefact } from './artefact.ts';
import type { VerifyArtefact } from './verify-artefact.ts';

/** The last good artefact on disk, to start from when the registry is away. */
export interface ArtefactCopy {
  /** Null when there is none, or it is not what the registry signed. */
  read(): Promise<Artefact | null>;
  /** Never rejects: a gateway that cannot write goes on, and says so. */
  write(artefact: Artefact): Promise<void>;
}

const copyForm = z.object({ sdl: z.string(), signature: z.string() });

/** Without a folder nothing is kept. What is read is verified as if it had come from the network. */
export function createArtefactCopy(parts: {
  folder: string | undefined;
  graph: string;
  verify: VerifyArtefact;
  logger: Logger;
}): ArtefactCopy {
  const { folder, graph, verify, logger } = parts;
  if (folder === undefined) return { read: async () => null, write: async () => undefined };
  const file = join(folder, `${graph}.json`);
  return {
    async read() {
      const text = await readFile(file, 'utf8').catch(() => null);
      if (text === null) return null;
      try {
        return await verify(copyForm.parse(JSON.parse(text)));
      } catch (error) {
        const reason = reasonOf(error);
        logger.error({ file, reason }, 'the copy of the supergraph on disk is not used');
        return null;
      }
    },
    async write({ sdl, signature }) {
      const written = `${file}.${process.pid}.new`;
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeFile(written, JSON.stringify({ signature, sdl }), { mode: 0o600 });
        await rename(written, file);
      } catch (err) {
        logger.error({ file, err }, 'the supergraph could not be kept on disk');
      }
    },
  };
}
