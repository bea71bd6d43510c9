import { relative } from 'node:path';
import type { SubgraphInput } from '@causeway/schema-kit';
import type { Command } from 'commander';
import { graphRefArgument, requireGraphRef } from '../input/graph-ref.ts';
import { withProgress } from '../output/with-progress.ts';
import { formatOption, type OutputOptions, writeResult } from '../output/write-result.ts';
import { PUBLISH_SUBGRAPHS } from '../registry/documents.ts';
import { type Failure, failureError } from '../registry/failure.ts';
import { type Published, publishedResult } from '../registry/print-published.ts';
import { connect, type RegistryOptions, registryVerb } from '../registry/registry-verb.ts';
import { readConfig } from './read-config.ts';
import { sdlOf } from './sdl-of.ts';

interface Options extends RegistryOptions, OutputOptions {
  config: string;
  revision?: string;
  reason?: string;
}

export function publishSupergraph(): Command {
  return registryVerb('publish', 'ship all subgraphs of a supergraph.yaml at once, or none')
    .addArgument(graphRefArgument())
    .requiredOption('--config <file>', 'which subgraphs, in the form of supergraph.yaml')
    .option('--revision <text>', 'what you call this state: most often a commit')
    .option('--reason <text>', 'kept in the history')
    .addOption(formatOption('plain', 'json'))
    .action(run)
    .addHelpText(
      'after',
      '\nExample:\n  $ causeway supergraph publish shop@staging --config supergraph.yaml',
    );
}

async function run(given: string | undefined, options: Options): Promise<void> {
  const ref = requireGraphRef(given);
  const { revision, reason } = options;
  const inputs = await readConfig(options.config, options);
  const subgraphs = inputs.map((subgraph) => ({
    name: subgraph.name,
    routingUrl: subgraph.url,
    sdl: sdlOf(subgraph),
  }));
  const { publishSubgraphs: outcome } = await withProgress(
    `publishing ${subgraphs.length} subgraphs to ${ref}`,
    connect(options)<{ publishSubgraphs: Published | Failure }>(PUBLISH_SUBGRAPHS, {
      input: { ref, revision, reason, subgraphs },
    }),
  );
  const labels = Object.fromEntries(inputs.map((subgraph) => [subgraph.name, labelOf(subgraph)]));
  if (outcome.__typename !== 'Published') throw failureError(outcome as Failure, labels);
  const names = subgraphs.map(({ name }) => name).join(', ');
  writeResult(publishedResult(ref, `${names} published`, outcome as Published), options);
}

function labelOf(subgraph: SubgraphInput): string {
  return 'schemaPath' in subgraph ? relative('.', subgraph.schemaPath) : subgraph.name;
}
