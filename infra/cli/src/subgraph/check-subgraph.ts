import {
  checkReportMarkdown,
  checkReportText,
  type ReportedCheck,
  type TextStyle,
} from '@causeway/schema-kit/reports';
import type { Command } from 'commander';
import { EXIT_CODES } from '../exit-codes.ts';
import { graphRefArgument, requireGraphRef } from '../input/graph-ref.ts';
import { parseAddress } from '../input/parse-address.ts';
import { parseCount } from '../input/parse-count.ts';
import { readSchema } from '../input/read-schema.ts';
import { paint } from '../output/paint.ts';
import { withProgress } from '../output/with-progress.ts';
import {
  formatOption,
  type OutputOptions,
  outputOption,
  writeResult,
} from '../output/write-result.ts';
import { CHECK_SUBGRAPH } from '../registry/documents.ts';
import { type Failure, failureError } from '../registry/failure.ts';
import { connect, type RegistryOptions, registryVerb } from '../registry/registry-verb.ts';

interface Options extends RegistryOptions, OutputOptions {
  name: string;
  schema: string;
  routingUrl?: string;
  revision?: string;
  days?: number;
}

type Check = ReportedCheck & { __typename: 'Check' };

const style: TextStyle = {
  good: (text) => paint('green', text),
  bad: (text) => paint('red', text),
  warn: (text) => paint('yellow', text),
  quiet: (text) => paint('dim', text),
};

export function checkSubgraph(): Command {
  return registryVerb('check', 'what a schema would do to the graph and its clients if published')
    .addArgument(graphRefArgument())
    .requiredOption('--name <name>', 'the subgraph')
    .requiredOption('--schema <file>', 'its schema; - for standard input')
    .option('--routing-url <url>', 'where gateways would find it', parseAddress)
    .option('--revision <text>', 'what you call this state: most often a commit')
    .option('--days <number>', 'how many days of recorded operations count', parseCount)
    .addOption(outputOption())
    .addOption(formatOption('plain', 'json', 'markdown'))
    .action(run)
    .addHelpText(
      'after',
      `
Exits with 1 when the check fails.

Examples:
  $ causeway subgraph check shop@production --name catalog --schema src/schema.graphql
  $ causeway subgraph check shop@production --name catalog --schema - --format markdown < new.graphql`,
    );
}

async function run(given: string | undefined, options: Options): Promise<void> {
  const ref = requireGraphRef(given);
  const { name, routingUrl, revision, days } = options;
  const { sdl, label } = readSchema(options.schema);
  const input = { ref, name, sdl, routingUrl, revision, days };
  const { checkSubgraph: outcome } = await withProgress(
    `checking ${name} against ${ref}`,
    connect(options)<{ checkSubgraph: Check | Failure }>(CHECK_SUBGRAPH, { input }),
  );
  if (outcome.__typename !== 'Check') throw failureError(outcome as Failure);
  const check = outcome as Check;
  const schemaFile = { subgraph: name, path: label };
  // A file gets no colours, whatever the terminal has.
  const colours = options.output === undefined ? { style } : {};
  writeResult(
    {
      json: { success: check.status === 'PASSED', ref, check },
      plain: () => checkReportText(check, { schemaFile, ...colours }),
      markdown: () => checkReportMarkdown(check, { schemaFile }),
    },
    options,
  );
  if (check.status === 'FAILED') process.exitCode = EXIT_CODES.refused;
}
