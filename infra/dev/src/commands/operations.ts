import { runInForeground } from '../process/run-program.ts';
import { inRepository, repository } from '../repository.ts';

/** Clients' operations, by the gateway's own supergraph unless told: `causeway operations`. */
export function run(args: string[]): Promise<number> {
  const entry = inRepository('infra/cli/src/main.ts');
  const [verb = '--help', ...more] = args.filter((arg) => arg !== '--');
  const own = verb === 'push' ? ['--supergraph', 'gateway/supergraph.graphql'] : [];
  return runInForeground(
    process.execPath,
    [entry, 'operations', verb, ...own, ...more],
    repository,
  );
}
