import type { Command } from 'commander';
import { graphRefArgument, requireGraphRef } from '../input/graph-ref.ts';
import { printTable } from '../output/print-table.ts';
import { formatOption, type OutputOptions, writeResult } from '../output/write-result.ts';
import { LIST_SUBGRAPHS } from '../registry/documents.ts';
import { required } from '../registry/failure.ts';
import { connect, type RegistryOptions, registryVerb } from '../registry/registry-verb.ts';

interface Subgraph {
  name: string;
  routingUrl: string;
  number: number;
  revision: string | null;
  publishedBy: string;
  publishedAt: string;
}

export function listSubgraphs(): Command {
  return registryVerb('list', 'the subgraphs of a variant')
    .addArgument(graphRefArgument())
    .addOption(formatOption('plain', 'json'))
    .action(run)
    .addHelpText('after', '\nExample:\n  $ causeway subgraph list shop@production');
}

async function run(given: string | undefined, options: RegistryOptions & OutputOptions) {
  const ref = requireGraphRef(given);
  const { variant } = await connect(options)<{
    variant: { subgraphs: readonly Subgraph[] } | null;
  }>(LIST_SUBGRAPHS, { ref });
  const { subgraphs } = required(variant, `variant ${ref}`);
  const rows = subgraphs.map((subgraph) => [
    ...[subgraph.name, String(subgraph.number), subgraph.revision ?? '-'],
    ...[subgraph.publishedAt, subgraph.publishedBy, subgraph.routingUrl],
  ]);
  const headings = ['NAME', 'NUMBER', 'REVISION', 'PUBLISHED', 'BY', 'ROUTING URL'];
  writeResult({ json: { subgraphs }, plain: () => printTable(headings, rows) }, options);
}
