import type { Command } from 'commander';
import { graphRefArgument, requireGraphRef } from '../input/graph-ref.ts';
import { parseCount } from '../input/parse-count.ts';
import { withProgress } from '../output/with-progress.ts';
import { formatOption, type OutputOptions, writeResult } from '../output/write-result.ts';
import { ROLLBACK } from '../registry/documents.ts';
import { type Failure, failureError } from '../registry/failure.ts';
import { type Published, publishedResult } from '../registry/print-published.ts';
import { connect, type RegistryOptions, registryVerb } from '../registry/registry-verb.ts';

interface Options extends RegistryOptions, OutputOptions {
  to: number;
  reason?: string;
}

export function rollback(): Command {
  return registryVerb('rollback', 'make an earlier version the current one again')
    .addArgument(graphRefArgument())
    .requiredOption('--to <version>', 'the version to go back to', parseCount)
    .option('--reason <text>', 'kept in the history')
    .addOption(formatOption('plain', 'json'))
    .action(run)
    .addHelpText(
      'after',
      '\nExample:\n  $ causeway graph rollback shop@production --to 11 --reason "prices were wrong"',
    );
}

async function run(given: string | undefined, options: Options): Promise<void> {
  const ref = requireGraphRef(given);
  const { to, reason } = options;
  const { rollback: outcome } = await withProgress(
    `going back to version ${to} of ${ref}`,
    connect(options)<{ rollback: Published | Failure }>(ROLLBACK, { input: { ref, to, reason } }),
  );
  if (outcome.__typename !== 'Published') throw failureError(outcome as Failure);
  writeResult(publishedResult(ref, `back to version ${to}`, outcome as Published), options);
}
