import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type SubgraphName, subgraphs } from '@causeway/database';
import { runQuietly } from '../process/run-program.ts';
import { inRepository, repository } from '../repository.ts';
import { unlessUnchanged } from './unless-unchanged.ts';

const schemaFile = (service: SubgraphName) =>
  inRepository('services', service, 'src/schema.graphql');

/**
 * Composes the three schemas with the addresses that the subgraphs have in this stack, and returns the
 * supergraph's file. Left alone when neither has changed: composing takes a few seconds.
 */
export async function composeStack(
  folder: string,
  urls: Record<SubgraphName, string>,
): Promise<{ file: string; composed: boolean }> {
  const file = join(folder, 'supergraph.graphql');
  const composed = await unlessUnchanged(
    {
      stamp: join(folder, 'stamps/supergraph'),
      inputs: [
        ...subgraphs.map(schemaFile),
        `=${JSON.stringify(urls)}`,
        inRepository('pnpm-lock.yaml'),
      ],
      output: file,
    },
    () => compose(folder, file, urls),
  );
  return { file, composed };
}

async function compose(
  folder: string,
  file: string,
  urls: Record<SubgraphName, string>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const config = join(folder, 'supergraph.yaml');
  // JSON is YAML as well.
  await writeFile(config, JSON.stringify({ subgraphs: sourcesOf(urls) }, null, 2));
  const command = inRepository('gateway/src/compose-command.ts');
  await runQuietly(
    process.execPath,
    [command, '--config', config, '--out', `${file}.new`],
    repository,
  );
  await rename(`${file}.new`, file);
}

function sourcesOf(urls: Record<SubgraphName, string>) {
  return Object.fromEntries(
    subgraphs.map((service) => [
      service,
      { routing_url: urls[service], schema: { file: schemaFile(service) } },
    ]),
  );
}
