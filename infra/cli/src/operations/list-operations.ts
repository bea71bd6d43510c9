import type { Command } from 'commander';
import { graphRefArgument, requireGraphRef } from '../input/graph-ref.ts';
import { parseCount } from '../input/parse-count.ts';
import { printTable } from '../output/print-table.ts';
import { formatOption, type OutputOptions, writeResult } from '../output/write-result.ts';
import { LIST_OPERATIONS } from '../registry/documents.ts';
import { required } from '../registry/failure.ts';
import { connect, type RegistryOptions, registryVerb } from '../registry/registry-verb.ts';

interface Options extends RegistryOptions, OutputOptions {
  days: number;
  first: number;
  coordinate?: string;
}

interface Operation {
  id: string;
  name: string | null;
  type: string;
  count: number;
  errorCount: number;
  lastSeen: string;
  clients: readonly { name: string | null; version: string | null }[];
}

export function listOperations(): Command {
  return registryVerb('list', 'what clients asked for, most often first')
    .addArgument(graphRefArgument())
    .option('--days <number>', 'how far back', parseCount, 30)
    .option('--first <number>', 'how many', parseCount, 50)
    .option('--coordinate <coordinate>', 'only what uses it, such as Product.title')
    .addOption(formatOption('plain', 'json'))
    .action(run)
    .addHelpText(
      'after',
      '\nExample:\n  $ causeway operations list shop@production --coordinate Product.title',
    );
}

async function run(given: string | undefined, options: Options): Promise<void> {
  const ref = requireGraphRef(given);
  const { days, first, coordinate } = options;
  const { variant } = await connect(options)<{
    variant: { operations: readonly Operation[] } | null;
  }>(LIST_OPERATIONS, { ref, days, first, coordinate });
  const { operations } = required(variant, `variant ${ref}`);
  const rows = operations.map((operation) => [
    ...[operation.name ?? operation.id.slice(0, 12), operation.type.toLowerCase()],
    ...[String(operation.count), String(operation.errorCount), operation.lastSeen],
    clientsOf(operation),
  ]);
  const headings = ['OPERATION', 'TYPE', 'COUNT', 'ERRORS', 'LAST SEEN', 'CLIENTS'];
  writeResult({ json: { operations }, plain: () => printTable(headings, rows) }, options);
}

function clientsOf({ clients }: Operation): string {
  const names = clients.map(({ name, version }) =>
    [name ?? '(none)', version].filter((part) => part !== null).join(' '),
  );
  return [...new Set(names)].join(', ');
}
