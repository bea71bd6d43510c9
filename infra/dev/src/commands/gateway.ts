import { runInForeground } from '../process/run-program.ts';
import { inRepository, repository } from '../repository.ts';

/** The gateway alone, on any supergraph; the arguments are the gateway's own. */
export function run(args: string[]): Promise<number> {
  const entry = inRepository('gateway/src/main.ts');
  return runInForeground(
    process.execPath,
    [entry, ...args.filter((arg) => arg !== '--')],
    repository,
  );
}
