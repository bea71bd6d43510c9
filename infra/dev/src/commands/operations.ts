import { runInForeground } from '../process/run-program.ts';
import { inRepository, repository } from '../repository.ts';

/** Pushes clients' operations to a manifest; the arguments are the command's own. */
export function run(args: string[]): Promise<number> {
  const entry = inRepository('gateway/src/operations-command.ts');
  return runInForeground(
    process.execPath,
    [entry, ...args.filter((arg) => arg !== '--')],
    repository,
  );
}
