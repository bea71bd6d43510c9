import type { Command } from 'commander';
import { graphRefArgument, requireGraphRef } from '../input/graph-ref.ts';
import {
  formatOption,
  type OutputOptions,
  outputOption,
  writeResult,
} from '../output/write-result.ts';
import { FETCH_SUBGRAPH } from '../registry/documents.ts';
import { required } from '../registry/failure.ts';
import { connect, type RegistryOptions, registryVerb } from '../registry/registry-verb.ts';

interface Variant {
  subgraph: { name: string; routingUrl: string; number: number; sdl: string } | null;
}

export function fetchSubgraph(): Command {
  return registryVerb('fetch', 'the published schema of a subgraph')
    .addArgument(graphRefArgument())
    .requiredOption('--name <name>', 'the subgraph')
    .addOption(outputOption())
    .addOption(formatOption('plain', 'json'))
    .action(run)
    .addHelpText(
      'after',
      '\nExample:\n  $ causeway subgraph fetch shop@production --name orders -o orders.graphql',
    );
}

async function run(
  given: string | undefined,
  options: RegistryOptions & OutputOptions & { name: string },
) {
  const ref = requireGraphRef(given);
  const { name } = options;
  const { variant } = await connect(options)<{ variant: Variant | null }>(FETCH_SUBGRAPH, {
    ...{ ref, name },
  });
  const subgraph = required(required(variant, `variant ${ref}`).subgraph, `${name} in ${ref}`);
  writeResult({ json: subgraph, plain: () => endLine(subgraph.sdl) }, options);
}

const endLine = (text: string) => (text.endsWith('\n') ? text : `${text}\n`);
