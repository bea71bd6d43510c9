import { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { parseAddress } from '../input/parse-address.ts';
import {
  formatOption,
  type OutputOptions,
  outputOption,
  writeResult,
} from '../output/write-result.ts';

interface Options extends OutputOptions {
  header: Record<string, string>;
}

export function introspect(): Command {
  return new Command('introspect')
    .description('the schema that a running subgraph tells of itself')
    .argument('<url>', 'its GraphQL endpoint', parseAddress)
    .option('-H, --header <name:value>', 'sent along; may be given several times', addHeader, {})
    .addOption(outputOption())
    .addOption(formatOption('plain', 'json'))
    .action(run)
    .addHelpText(
      'after',
      '\nExample:\n  $ causeway subgraph introspect http://localhost:4002/graphql -o catalog.graphql',
    );
}

async function run(url: string, options: Options): Promise<void> {
  const { IntrospectionError, introspectSubgraph } = await import('@causeway/schema-kit');
  try {
    const sdl = await introspectSubgraph(url, options.header);
    writeResult({ json: { sdl }, plain: () => `${sdl.trimEnd()}\n` }, options);
  } catch (error) {
    if (!(error instanceof IntrospectionError)) throw error;
    const { message } = error;
    throw new CliError('away', { code: 'INTROSPECTION_FAILED', message }, { cause: error });
  }
}

function addHeader(text: string, before: Record<string, string>): Record<string, string> {
  const [, name, value] = /^([A-Za-z0-9-]+):\s*(.*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    const message = `"${text}" is no header: expected name:value.`;
    throw new CliError('usage', { code: 'HEADER', message });
  }
  return { ...before, [name]: value };
}
