import type { Command } from 'commander';
import { formatOption, type OutputOptions, writeResult } from '../output/write-result.ts';
import { CREATE_GRAPH } from '../registry/documents.ts';
import { type Failure, failureError } from '../registry/failure.ts';
import { connect, type RegistryOptions, registryVerb } from '../registry/registry-verb.ts';

export function createGraph(): Command {
  return registryVerb('create', 'make a graph')
    .argument('<name>', 'such as shop')
    .addOption(formatOption('plain', 'json'))
    .action(run)
    .addHelpText('after', '\nExample:\n  $ causeway graph create shop');
}

async function run(name: string, options: RegistryOptions & OutputOptions): Promise<void> {
  const { createGraph: outcome } = await connect(options)<{
    createGraph: { __typename: 'Graph'; name: string } | Failure;
  }>(CREATE_GRAPH, { name });
  if (outcome.__typename !== 'Graph') throw failureError(outcome as Failure);
  const plain = () => `${name} made. Publish its first subgraphs to ${name}@<variant>.\n`;
  writeResult({ json: { success: true, name }, plain }, options);
}
