import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { graphRefArgument, requireGraphRef } from '../input/graph-ref.ts';
import { parseCount } from '../input/parse-count.ts';
import { formatOption, type OutputOptions, writeResult } from '../output/write-result.ts';
import { CURRENT_NUMBER, DIFF } from '../registry/documents.ts';
import { required } from '../registry/failure.ts';
import { printChanges, type SchemaChange } from '../registry/print-published.ts';
import { connect, type RegistryOptions, registryVerb } from '../registry/registry-verb.ts';

interface Options extends RegistryOptions, OutputOptions {
  from?: number;
  to?: number;
}

interface Side {
  number: number;
  revision: string | null;
}

interface Diff {
  from: { number: number };
  to: { number: number };
  changes: readonly SchemaChange[];
  subgraphs: readonly { name: string; before: Side | null; after: Side | null }[];
}

export function diffVersions(): Command {
  return registryVerb('diff', 'what changed for clients from one version to another')
    .addArgument(graphRefArgument())
    .option('--from <version>', 'without it, the one before --to', parseCount)
    .option('--to <version>', 'without it, the current one', parseCount)
    .addOption(formatOption('plain', 'json'))
    .action(run)
    .addHelpText('after', '\nExample:\n  $ causeway graph diff shop@production --from 11 --to 12');
}

async function run(given: string | undefined, options: Options): Promise<void> {
  const ref = requireGraphRef(given);
  const ask = connect(options);
  const to = options.to ?? (await currentNumber());
  const from = options.from ?? to - 1;
  if (from < 1) {
    const message = `Version ${to} of ${ref} is the first; there is nothing before it.`;
    throw new CliError('refused', { code: 'NOT_FOUND', message });
  }
  const { variant } = await ask<{ variant: { diff: Diff | null } | null }>(DIFF, { ref, from, to });
  const diff = required(required(variant, `variant ${ref}`).diff, `versions ${from}, ${to}`);
  writeResult({ json: { ref, ...diff }, plain: () => print(ref, diff) }, options);

  async function currentNumber(): Promise<number> {
    const answer = await ask<{ variant: { current: { number: number } | null } | null }>(
      CURRENT_NUMBER,
      { ref },
    );
    return required(required(answer.variant, `variant ${ref}`).current, `version of ${ref}`).number;
  }
}

function print(ref: string, { from, to, changes, subgraphs }: Diff): string {
  const lines = [
    `${ref}, from version ${from.number} to ${to.number}`,
    ...(changes.length === 0 ? ['  nothing changed for clients'] : printChanges(changes)),
    ...subgraphs.map(({ name, before, after }) => `  ${name}: ${side(before)} → ${side(after)}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function side(subgraph: Side | null): string {
  if (subgraph === null) return 'none';
  return subgraph.revision === null
    ? `number ${subgraph.number}`
    : `number ${subgraph.number} (${subgraph.revision})`;
}
