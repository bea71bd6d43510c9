import type { Command } from 'commander';
import { graphRefArgument } from '../input/graph-ref.ts';
import { parseAddress } from '../input/parse-address.ts';
import { parsePort } from '../input/parse-port.ts';
import { type RegistryOptions, registryVerb } from '../registry/registry-verb.ts';

export interface DevOptions extends RegistryOptions {
  name: string;
  url: string;
  schema?: string;
  supergraphConfig?: string;
  mock: readonly string[];
  mockAll?: true;
  port: string;
}

/** `causeway dev` */
export function devVerb(): Command {
  return registryVerb(
    'dev',
    'run your subgraph in the graph; the others come from a variant or mocks',
  )
    .addArgument(graphRefArgument())
    .requiredOption('--name <name>', 'your subgraph')
    .requiredOption('--url <url>', 'where it runs', parseAddress)
    .option('--schema <file>', 'its schema; without it, the running subgraph is asked')
    .option('--supergraph-config <file>', 'the others, in the form of supergraph.yaml')
    .option(
      '--mock <names>',
      'others that are made up from their schemas, with commas between',
      (text: string) => text.split(',').map((name) => name.trim()),
      [],
    )
    .option('--mock-all', 'make all others up')
    .option('--port <number>', 'where the graph is served', parsePort, '4000')
    .action(async (ref: string | undefined, options: DevOptions) => {
      const { runDev } = await import('./run-dev.ts');
      await runDev(ref ?? process.env.CAUSEWAY_GRAPH_REF, options);
    })
    .addHelpText(
      'after',
      `
Composes on every save. While the schemas do not compose, what composed last is served, and the
terminal and the sandbox say what is wrong. Ctrl-C ends it.

Example:
  $ causeway dev shop@production --name catalog --url http://localhost:4002/graphql \\
      --schema src/schema.graphql --mock orders,identity`,
    );
}
