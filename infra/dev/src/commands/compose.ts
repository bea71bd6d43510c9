import { runInForeground } from '../process/run-program.ts';
import { inRepository, repository } from '../repository.ts';

/** Composes the gateway's own supergraph: `causeway supergraph compose`, with more of its options if given. */
export function run(args: string[]): Promise<number> {
  const own = [
    ...['--config', 'gateway/supergraph.yaml'],
    ...['--output', 'gateway/supergraph.graphql'],
  ];
  const entry = inRepository('infra/cli/src/main.ts');
  const more = args.filter((arg) => arg !== '--');
  return runInForeground(
    process.execPath,
    [entry, 'supergraph', 'compose', ...own, ...more],
    repository,
  );
}
