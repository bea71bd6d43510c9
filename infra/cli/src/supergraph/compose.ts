import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { type Command, Option } from 'commander';
import { CliError } from '../cli-error.ts';
import { fileError } from '../input/file-error.ts';
import { withProgress } from '../output/with-progress.ts';
import { formatOption, type OutputOptions, writeResult } from '../output/write-result.ts';
import { type RegistryOptions, registryVerb } from '../registry/registry-verb.ts';
import { readConfig } from './read-config.ts';

interface Options extends RegistryOptions, OutputOptions {
  config: string;
  check?: true;
}

export function composeVerb(): Command {
  return registryVerb('compose', "compose subgraphs to a supergraph, from rover's supergraph.yaml")
    .requiredOption('--config <file>', 'which subgraphs, in the form of supergraph.yaml')
    .addOption(new Option('-o, --output <file>', 'where the supergraph is written'))
    .option('--check', 'write nothing; fail when --output is not what would be written')
    .addOption(formatOption('plain', 'json'))
    .action(run)
    .addHelpText(
      'after',
      `
Examples:
  $ causeway supergraph compose --config supergraph.yaml > supergraph.graphql
  $ causeway supergraph compose --config supergraph.yaml --output supergraph.graphql --check`,
    );
}

async function run(options: Options): Promise<void> {
  const { output, check } = options;
  if (check && output === undefined) {
    const message = '--check needs --output: the file that is looked at.';
    throw new CliError('usage', { code: 'OUTPUT', message });
  }
  const { composeSupergraph } = await import('@causeway/schema-kit');
  const compose = async () => {
    const subgraphs = await readConfig(options.config, options);
    return { subgraphs, ...composeSupergraph({ subgraphs }) };
  };
  const { subgraphs, supergraphSdl, hints } = await withProgress('composing', compose());
  const names = subgraphs.map(({ name }) => name);
  if (output === undefined) {
    const json = { supergraphSdl, hints, subgraphs: names };
    writeResult({ json, plain: () => supergraphSdl }, options);
    return;
  }
  const file = relative('.', output);
  if (check) return holdTo(file, supergraphSdl);
  write(file, supergraphSdl);
  const written = () => `${file} written, from ${names.join(', ')}\n`;
  const { format } = options;
  writeResult({ json: { output: file, hints, subgraphs: names }, plain: written }, { format });
}

function holdTo(file: string, supergraphSdl: string): void {
  if (findText(file) === supergraphSdl) return;
  const message = `${file} is not what the schemas compose to. Compose again without --check, and commit it.`;
  throw new CliError('refused', { code: 'OUTDATED', message });
}

function findText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw fileError(error, path, 'written');
  }
}
