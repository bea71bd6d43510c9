import { Command } from 'commander';
import { graphRefArgument, parseGraphRef, requireGraphRef } from '../input/graph-ref.ts';
import { withProgress } from '../output/with-progress.ts';
import { formatOption, type OutputOptions, writeResult } from '../output/write-result.ts';
import { SET_CONTRACT } from '../registry/documents.ts';
import { type Failure, failureError } from '../registry/failure.ts';
import { connect, type RegistryOptions, registryVerb } from '../registry/registry-verb.ts';

interface Options extends RegistryOptions, OutputOptions {
  source: string;
  includeTag: readonly string[];
  excludeTag: readonly string[];
  keepUnreachable?: true;
}

interface Variant {
  __typename: 'Variant';
  ref: string;
  current: { number: number } | null;
  contract: { problem: string | null };
}

/** `causeway contract …` */
export function contractVerbs(): Command {
  return new Command('contract')
    .description('variants that are a part of another, chosen by @tag')
    .addCommand(setContract());
}

function setContract(): Command {
  return registryVerb('set', 'make a variant the part of another that its tags choose')
    .addArgument(graphRefArgument())
    .requiredOption('--source <graph-ref>', 'the variant that it is a part of', parseGraphRef)
    .option('--include-tag <tag...>', 'only what bears one of them is in', [])
    .option('--exclude-tag <tag...>', 'what bears one of them is out', [])
    .option('--keep-unreachable', 'keep types that nothing leads to')
    .addOption(formatOption('plain', 'json'))
    .action(run)
    .addHelpText(
      'after',
      `
Example:
  $ causeway contract set shop@partners --source shop@production --include-tag partner --exclude-tag internal`,
    );
}

async function run(given: string | undefined, options: Options): Promise<void> {
  const ref = requireGraphRef(given);
  const { source, includeTag: includeTags, excludeTag: excludeTags } = options;
  const hidesUnreachable = options.keepUnreachable !== true;
  const { setContract: outcome } = await withProgress(
    `cutting ${ref} out of ${source}`,
    connect(options)<{ setContract: Variant | Failure }>(SET_CONTRACT, {
      input: { ref, source, includeTags, excludeTags, hidesUnreachable },
    }),
  );
  if (outcome.__typename !== 'Variant') throw failureError(outcome as Failure);
  const { current, contract } = outcome as Variant;
  const plain = () =>
    contract.problem === null
      ? `${ref} follows ${source}; it is at version ${current?.number ?? 'none'}.\n`
      : `${ref} follows ${source}, but its last version could not be cut down: ${contract.problem}\n`;
  const json = {
    success: contract.problem === null,
    ref,
    source,
    version: current?.number ?? null,
  };
  writeResult({ json: { ...json, problem: contract.problem }, plain }, options);
}
