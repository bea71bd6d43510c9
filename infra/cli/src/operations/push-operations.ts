import { Command } from 'commander';
import { CliError } from '../cli-error.ts';

interface Options {
  from: readonly string[];
  manifest: string;
  supergraph: string;
}

export function pushOperations(): Command {
  return new Command('push')
    .description('add operations of clients to the list that a gateway accepts')
    .argument('[places...]', 'more places, such as a shell makes of a pattern')
    .requiredOption(
      '--from <place...>',
      'a folder, a file or a pattern: documents (.graphql, .gql), or manifests of other tools (.json)',
    )
    .requiredOption('--manifest <file>', 'the list; it is made when it is not there')
    .requiredOption('--supergraph <file>', 'what operations must be valid by')
    .action(run)
    .addHelpText(
      'after',
      `
Writes nothing when one of the operations is not valid.

Example:
  $ causeway operations push --from web/src --manifest operations.json --supergraph supergraph.graphql`,
    );
}

async function run(places: readonly string[], options: Options): Promise<void> {
  const { pushToManifest, OperationsError } = await import('@causeway/gateway/operations');
  const { from, manifest, supergraph } = options;
  try {
    const all = [...from, ...places];
    const { added, sameCount } = pushToManifest({ places: all, manifest, supergraph });
    const lines = added.map(({ name, type, id }) => `new  ${type} ${name}  ${id}\n`);
    const summary = `${manifest}: ${added.length} new, ${sameCount} the same\n`;
    process.stdout.write(`${lines.join('')}${summary}`);
  } catch (error) {
    if (!(error instanceof OperationsError)) throw error;
    const { message } = error;
    throw new CliError('refused', { code: 'OPERATIONS', message }, { cause: error });
  }
}
