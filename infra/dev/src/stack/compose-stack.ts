import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Service, services } from '@causeway/database';
import { inRepository } from '../repository.ts';
import { unlessUnchanged } from './unless-unchanged.ts';

/**
 * Composes the three schemas with the addresses that the subgraphs have in this stack, and returns the
 * supergraph's file. Left alone when neither has changed: the composer takes a second to load.
 */
export async function composeStack(
  folder: string,
  urls: Record<Service, string>,
): Promise<{ file: string; composed: boolean }> {
  const file = join(folder, 'supergraph.graphql');
  const schemaPath = (service: Service) => inRepository('services', service, 'src/schema.graphql');
  const composed = await unlessUnchanged(
    {
      stamp: join(folder, 'stamps/supergraph'),
      inputs: [
        ...services.map(schemaPath),
        `=${JSON.stringify(urls)}`,
        inRepository('pnpm-lock.yaml'),
      ],
      output: file,
    },
    async () => {
      const { composeSupergraph } = await import('@causeway/gateway/compose');
      const { supergraphSdl } = composeSupergraph({
        subgraphs: services.map((name) => ({
          name,
          url: urls[name],
          schemaPath: schemaPath(name),
        })),
      });
      await mkdir(folder, { recursive: true });
      await writeFile(`${file}.new`, supergraphSdl);
      await rename(`${file}.new`, file);
    },
  );
  return { file, composed };
}
