import { runInForeground } from '../process/run-program.ts';
import { inRepository, repository } from '../repository.ts';

/** Composes the supergraph from `gateway/supergraph.yaml`; the arguments are the composer's own. */
export function run(args: string[]): Promise<number> {
  const entry = inRepository('gateway/src/compose-command.ts');
  return runInForeground(
    process.execPath,
    [entry, ...args.filter((arg) => arg !== '--')],
    repository,
  );
}
