import type { Command } from 'commander';
import { graphRefArgument, requireGraphRef } from '../input/graph-ref.ts';
import { parseAddress } from '../input/parse-address.ts';
import { readSchema } from '../input/read-schema.ts';
import { withProgress } from '../output/with-progress.ts';
import { formatOption, type OutputOptions, writeResult } from '../output/write-result.ts';
import { PUBLISH_SUBGRAPHS } from '../registry/documents.ts';
import { type Failure, failureError } from '../registry/failure.ts';
import { type Published, publishedResult } from '../registry/print-published.ts';
import { connect, type RegistryOptions, registryVerb } from '../registry/registry-verb.ts';

interface Options extends RegistryOptions, OutputOptions {
  name: string;
  schema: string;
  routingUrl?: string;
  revision?: string;
  reason?: string;
}

export function publishSubgraph(): Command {
  return registryVerb('publish', 'ship a schema: if it composes, gateways serve it in seconds')
    .addArgument(graphRefArgument())
    .requiredOption('--name <name>', 'the subgraph')
    .requiredOption('--schema <file>', 'its schema; - for standard input')
    .option(
      '--routing-url <url>',
      'where gateways find it; needed for a new subgraph',
      parseAddress,
    )
    .option('--revision <text>', 'what you call this state: most often a commit')
    .option('--reason <text>', 'kept in the history')
    .addOption(formatOption('plain', 'json'))
    .action(run)
    .addHelpText(
      'after',
      `
Example:
  $ causeway subgraph publish shop@production --name catalog --schema src/schema.graphql \\
      --routing-url https://catalog.internal/graphql --revision "$(git rev-parse HEAD)"`,
    );
}

async function run(given: string | undefined, options: Options): Promise<void> {
  const ref = requireGraphRef(given);
  const { name, routingUrl, revision, reason } = options;
  const { sdl, label } = readSchema(options.schema);
  const input = { ref, revision, reason, subgraphs: [{ name, sdl, routingUrl }] };
  const { publishSubgraphs: outcome } = await withProgress(
    `publishing ${name} to ${ref}`,
    connect(options)<{ publishSubgraphs: Published | Failure }>(PUBLISH_SUBGRAPHS, { input }),
  );
  if (outcome.__typename !== 'Published') throw failureError(outcome as Failure, { [name]: label });
  writeResult(publishedResult(ref, `${name} published`, outcome as Published), options);
}
