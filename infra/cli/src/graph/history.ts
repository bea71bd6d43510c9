import type { Command } from 'commander';
import { graphRefArgument, requireGraphRef } from '../input/graph-ref.ts';
import { parseCount } from '../input/parse-count.ts';
import { printTable } from '../output/print-table.ts';
import { formatOption, type OutputOptions, writeResult } from '../output/write-result.ts';
import { HISTORY } from '../registry/documents.ts';
import { required } from '../registry/failure.ts';
import { connect, type RegistryOptions, registryVerb } from '../registry/registry-verb.ts';

interface Variant {
  current: { number: number } | null;
  versions: {
    nodes: readonly {
      number: number;
      cause: string;
      changedSubgraphs: readonly string[];
      restores: number | null;
      reason: string | null;
      createdBy: string;
      createdAt: string;
    }[];
  };
}

export function history(): Command {
  return registryVerb('history', 'the versions of a variant, newest first')
    .addArgument(graphRefArgument())
    .option('--first <number>', 'how many', parseCount, 20)
    .addOption(formatOption('plain', 'json'))
    .action(run)
    .addHelpText('after', '\nExample:\n  $ causeway graph history shop@production --first 5');
}

async function run(
  given: string | undefined,
  options: RegistryOptions & OutputOptions & { first: number },
): Promise<void> {
  const ref = requireGraphRef(given);
  const { variant } = await connect(options)<{ variant: Variant | null }>(HISTORY, {
    ...{ ref, first: options.first },
  });
  const { current, versions } = required(variant, `variant ${ref}`);
  const rows = versions.nodes.map((version) => [
    `${version.number}${version.number === current?.number ? ' (current)' : ''}`,
    version.restores === null
      ? version.cause.toLowerCase()
      : `${version.cause.toLowerCase()} to ${version.restores}`,
    ...[version.changedSubgraphs.join(', '), version.createdAt, version.createdBy],
    version.reason ?? '-',
  ]);
  const headings = ['VERSION', 'CAUSE', 'SUBGRAPHS', 'AT', 'BY', 'REASON'];
  const json = { current: current?.number ?? null, versions: versions.nodes };
  writeResult({ json, plain: () => printTable(headings, rows) }, options);
}
