import type { Command } from 'commander';
import { graphRefArgument, requireGraphRef } from '../input/graph-ref.ts';
import { withProgress } from '../output/with-progress.ts';
import { formatOption, type OutputOptions, writeResult } from '../output/write-result.ts';
import { DELETE_SUBGRAPH } from '../registry/documents.ts';
import { type Failure, failureError } from '../registry/failure.ts';
import { type Published, publishedResult } from '../registry/print-published.ts';
import { connect, type RegistryOptions, registryVerb } from '../registry/registry-verb.ts';

interface Options extends RegistryOptions, OutputOptions {
  name: string;
  reason?: string;
}

export function deleteSubgraph(): Command {
  return registryVerb('delete', 'take a subgraph out, if the rest composes without it')
    .addArgument(graphRefArgument())
    .requiredOption('--name <name>', 'the subgraph')
    .option('--reason <text>', 'kept in the history')
    .addOption(formatOption('plain', 'json'))
    .action(run)
    .addHelpText('after', '\nExample:\n  $ causeway subgraph delete shop@staging --name reviews');
}

async function run(given: string | undefined, options: Options): Promise<void> {
  const ref = requireGraphRef(given);
  const { name, reason } = options;
  const { deleteSubgraph: outcome } = await withProgress(
    `taking ${name} out of ${ref}`,
    connect(options)<{ deleteSubgraph: Published | Failure }>(DELETE_SUBGRAPH, {
      input: { ref, name, reason },
    }),
  );
  if (outcome.__typename !== 'Published') throw failureError(outcome as Failure);
  writeResult(publishedResult(ref, `${name} taken out`, outcome as Published), options);
}
