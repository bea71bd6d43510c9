import type { Command } from 'commander';
import { graphRefArgument, requireGraphRef } from '../input/graph-ref.ts';
import { parseCount } from '../input/parse-count.ts';
import {
  formatOption,
  type OutputOptions,
  outputOption,
  writeResult,
} from '../output/write-result.ts';
import { FETCH_SUPERGRAPH, FETCH_VERSION } from '../registry/documents.ts';
import { required } from '../registry/failure.ts';
import { connect, type RegistryOptions, registryVerb } from '../registry/registry-verb.ts';

interface Options extends RegistryOptions, OutputOptions {
  number?: number;
  api?: true;
}

interface Version {
  number: number;
  hash: string;
  supergraphSdl: string;
  apiSdl: string;
}

export function fetchSupergraph(): Command {
  return registryVerb('fetch', 'the supergraph that gateways serve, or one of before')
    .addArgument(graphRefArgument())
    .option('--number <number>', 'the version; without it, the current one', parseCount)
    .option('--api', 'the schema that clients see, instead of the supergraph')
    .addOption(outputOption())
    .addOption(formatOption('plain', 'json'))
    .action(run)
    .addHelpText(
      'after',
      '\nExample:\n  $ causeway supergraph fetch shop@production --output supergraph.graphql',
    );
}

async function run(given: string | undefined, options: Options): Promise<void> {
  const ref = requireGraphRef(given);
  const { number, api } = options;
  const { variant } = await connect(options)<{
    variant: { current?: Version | null; version?: Version | null } | null;
  }>(number === undefined ? FETCH_SUPERGRAPH : FETCH_VERSION, { ref, number });
  const found = required(variant, `variant ${ref}`);
  const version = required(found.version ?? found.current ?? null, `such version of ${ref}`);
  const plain = () => `${(api ? version.apiSdl : version.supergraphSdl).trimEnd()}\n`;
  writeResult({ json: version, plain }, options);
}
